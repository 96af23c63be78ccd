/**
 * The commands of xHCI 1.2 section 4.6, one function each.
 *
 * Owns what a command checks and changes. Never touches the command ring: the caller reports the completion code,
 * which may come later (a command that ends transfers waits until the device has let go of guest memory).
 */
import { DeviceContext, EndpointState, InputContext, MAX_DCI, SlotState } from './context.ts';
import type { EndpointContext } from './context.ts';
import { Endpoint, transferTypeOf } from './endpoint.ts';
import type { EndpointHost } from './endpoint.ts';
import type { Port } from './port.ts';
import type { DeviceSlot, DeviceSlots } from './slot.ts';
import { CompletionCode, address64 } from './trb.ts';
import type { CommandTrb } from './trb.ts';

export interface CommandHost extends EndpointHost {
  readonly slots: DeviceSlots;
  readonly ports: readonly Port[];
  readonly contextSize: 32 | 64;
  /** MaxSlotsEn of CONFIG. */
  readonly maxSlotsEnabled: number;
  /** DCBAAP. */
  readonly contextBaseArray: number;
}

export type CommandDone = (code: CompletionCode, slotId: number) => void;

/** A command between its start and its end, as the command ring sees it. */
export interface CommandInProgress {
  /** The ring has given it up (Command Abort, HCRST): what it would do after its wait is not done any more. */
  readonly dropped: boolean;
}

/** Executes one command; `done` is called exactly once, maybe before this returns; never for one that is dropped. */
export function execute(
  host: CommandHost,
  command: CommandTrb,
  progress: CommandInProgress,
  done: CommandDone,
): void {
  switch (command.kind) {
    case 'noOp':
      done(CompletionCode.success, 0);
      return;
    case 'bad':
      done(CompletionCode.trbError, 0);
      return;
    case 'enableSlot':
      enableSlot(host, command.slotType, done);
      return;
    case 'getPortBandwidth':
      done(getPortBandwidth(host, command.context), command.slotId);
      return;
    default: {
      const slot = host.slots.get(command.slotId);
      if (slot === undefined) done(CompletionCode.slotNotEnabled, command.slotId);
      else
        executeOnSlot(host, slot, command, progress, (code) => {
          done(code, slot.id);
        });
    }
  }
}

type SlotCommand = Extract<CommandTrb, { readonly slotId: number }>;

function executeOnSlot(
  host: CommandHost,
  slot: DeviceSlot,
  command: SlotCommand,
  progress: CommandInProgress,
  done: (code: CompletionCode) => void,
): void {
  switch (command.kind) {
    case 'disableSlot':
      disableSlot(host, slot, progress, done);
      return;
    case 'addressDevice':
      addressDevice(host, slot, command.inputContext, command.blockSetAddress, progress, done);
      return;
    case 'configureEndpoint':
      if (command.deconfigure) deconfigure(slot, progress, done);
      else configureEndpoint(host, slot, command.inputContext, progress, done);
      return;
    case 'evaluateContext':
      done(evaluateContext(host, slot, command.inputContext));
      return;
    case 'resetDevice':
      resetDevice(slot, progress, done);
      return;
    case 'resetEndpoint':
    case 'stopEndpoint':
    case 'setTrDequeuePointer':
      endpointCommand(slot, command, done);
      return;
    case 'getPortBandwidth':
      done(CompletionCode.trbError);
      return;
  }
}

/** 4.6.3. */
function enableSlot(host: CommandHost, slotType: number, done: CommandDone): void {
  // Slot Type 0 is the only one our Supported Protocol capabilities name.
  const slot = slotType === 0 ? host.slots.enable(host.maxSlotsEnabled) : undefined;
  if (slot === undefined) done(CompletionCode.noSlotsAvailable, 0);
  else done(CompletionCode.success, slot.id);
}

/** 4.6.4. */
function disableSlot(
  host: CommandHost,
  slot: DeviceSlot,
  progress: CommandInProgress,
  done: (code: CompletionCode) => void,
): void {
  disableEndpoints([...slot.endpoints()], progress, () => {
    slot.context?.writeSlotState(SlotState.enabled, 0);
    if (slot.port?.slotId === slot.id) slot.port.slotId = 0;
    host.slots.disable(slot.id);
    done(CompletionCode.success);
  });
}

/**
 * Ends transfers on all of `endpoints` and waits until their device holds no guest memory. `drained` is not called
 * for a command that was dropped meanwhile: slots, ports and contexts may be another's by then.
 */
function disableEndpoints(
  endpoints: readonly Endpoint[],
  progress: CommandInProgress,
  drained: () => void,
): void {
  let waiting = endpoints.length + 1;
  const one = (): void => {
    if (--waiting === 0 && !progress.dropped) drained();
  };
  for (const endpoint of endpoints) endpoint.disable(one);
  one();
}

const ADD_SLOT = 1;
const ADD_ENDPOINT_0 = 2;

/** 4.6.5. SET_ADDRESS is answered here: the device has its real address where it is plugged in. */
function addressDevice(
  host: CommandHost,
  slot: DeviceSlot,
  inputPointer: number,
  blockSetAddress: boolean,
  progress: CommandInProgress,
  done: (code: CompletionCode) => void,
): void {
  const allowed = slot.state === SlotState.enabled || (slot.state === SlotState.default && !blockSetAddress);
  if (!allowed) {
    done(CompletionCode.contextStateError);
    return;
  }
  const input = InputContext.at(host.memory, inputPointer, host.contextSize);
  if (input === undefined) {
    done(CompletionCode.parameterError);
    return;
  }
  const both = ADD_SLOT | ADD_ENDPOINT_0;
  const port = host.ports[input.slot.rootHubPort - 1];
  const endpoint0 = input.endpoint(1);
  const valid =
    (input.add & both) === both &&
    input.slot.contextEntries >= 1 &&
    transferTypeOf(endpoint0.type) === 'control' &&
    endpoint0.maxPacketSize > 0;
  if (!valid || port === undefined) {
    done(CompletionCode.parameterError);
    return;
  }
  const context = outputContext(host, slot.id);
  if (context === undefined) {
    done(CompletionCode.parameterError);
    return;
  }
  // There are no hubs behind our ports, and no answer from an empty or disabled one.
  if (port.device === undefined || !port.isEnabled || input.slot.routeString !== 0) {
    done(CompletionCode.usbTransactionError);
    return;
  }
  const old = slot.endpoint(1);
  const former = port.slotId === slot.id ? undefined : host.slots.get(port.slotId);
  // The device answers to its newest slot only: what the former one has in flight ends.
  if (former !== undefined) for (const endpoint of former.endpoints()) endpoint.cancelAll();
  disableEndpoints(old === undefined ? [] : [old], progress, () => {
    // A slot that is addressed anew may have moved: its former port is nobody's then.
    if (slot.port?.slotId === slot.id) slot.port.slotId = 0;
    slot.context = context;
    slot.port = port;
    port.slotId = slot.id;
    slot.state = blockSetAddress ? SlotState.default : SlotState.addressed;
    slot.address = blockSetAddress ? 0 : slot.id;
    if (!blockSetAddress) port.wasAddressed = true;
    context.writeSlot(input.slot, slot.state, slot.address);
    context.writeEndpoint(1, endpoint0, EndpointState.running);
    slot.setEndpoint(1, new Endpoint(host, slot.id, 1, endpoint0, context));
    done(CompletionCode.success);
  });
}

/** 6.1: DCBAA entry `slotId`, undefined when it or what it points at is not RAM. */
function outputContext(host: CommandHost, slotId: number): DeviceContext | undefined {
  const entry = host.contextBaseArray + 8 * slotId;
  const low = host.memory.readU32(entry);
  const high = host.memory.readU32(entry + 4);
  if (low === undefined || high === undefined) return undefined;
  return DeviceContext.at(host.memory, address64(low & ~0x3f, high), host.contextSize);
}

/** 4.6.6. */
function configureEndpoint(
  host: CommandHost,
  slot: DeviceSlot,
  inputPointer: number,
  progress: CommandInProgress,
  done: (code: CompletionCode) => void,
): void {
  const { context } = slot;
  const configurable = slot.state === SlotState.addressed || slot.state === SlotState.configured;
  if (!configurable || context === undefined) {
    done(CompletionCode.contextStateError);
    return;
  }
  const input = InputContext.at(host.memory, inputPointer, host.contextSize);
  if (input === undefined) {
    done(CompletionCode.parameterError);
    return;
  }
  if ((input.drop & 3) !== 0 || (input.add & ADD_ENDPOINT_0) !== 0) {
    done(CompletionCode.parameterError);
    return;
  }

  // Everything is checked before anything changes: a refused command leaves the slot as it was.
  const adding: { dci: number; context: EndpointContext }[] = [];
  const dropping: Endpoint[] = [];
  for (let dci = 2; dci <= MAX_DCI; dci++) {
    const bit = 1 << dci;
    const existing = slot.endpoint(dci);
    if (((input.drop | input.add) & bit) !== 0 && existing !== undefined) dropping.push(existing);
    if ((input.add & bit) === 0) continue;
    const added = input.endpoint(dci);
    const refusal = refuseEndpoint(dci, added);
    if (refusal !== undefined) {
      done(refusal);
      return;
    }
    adding.push({ dci, context: added });
  }
  disableEndpoints(dropping, progress, () => {
    for (const endpoint of dropping) {
      slot.setEndpoint(endpoint.dci, undefined);
      context.writeEndpointState(endpoint.dci, EndpointState.disabled, 0, false);
    }
    for (const { dci, context: added } of adding) {
      context.writeEndpoint(dci, added, EndpointState.running);
      slot.setEndpoint(dci, new Endpoint(host, slot.id, dci, added, context));
    }
    settleConfiguration(slot, context);
    if ((input.add & ADD_SLOT) !== 0) context.writeContextEntries(input.slot.contextEntries);
    done(CompletionCode.success);
  });
}

function refuseEndpoint(dci: number, added: EndpointContext): CompletionCode | undefined {
  const type = transferTypeOf(added.type);
  const isIn = added.type > 4;
  if (type === undefined || type === 'control' || isIn !== (dci % 2 === 1))
    return CompletionCode.parameterError;
  if (added.maxPacketSize === 0 || added.maxPacketSize > 1024) return CompletionCode.parameterError;
  // MaxPSASize is 0: there are no streams.
  if (added.maxPrimaryStreams !== 0) return CompletionCode.parameterError;
  // Isochronous transfers have no scheduler yet: the guest's driver learns it before it starts to stream.
  if (type === 'isochronous') return CompletionCode.bandwidthError;
  return undefined;
}

/** 4.6.6, with the Deconfigure flag. */
function deconfigure(
  slot: DeviceSlot,
  progress: CommandInProgress,
  done: (code: CompletionCode) => void,
): void {
  const { context } = slot;
  const configurable = slot.state === SlotState.addressed || slot.state === SlotState.configured;
  if (!configurable || context === undefined) {
    done(CompletionCode.contextStateError);
    return;
  }
  dropAllButEndpoint0(slot, progress, () => {
    settleConfiguration(slot, context);
    context.writeContextEntries(1);
    done(CompletionCode.success);
  });
}

function dropAllButEndpoint0(slot: DeviceSlot, progress: CommandInProgress, drained: () => void): void {
  const endpoints = [...slot.endpoints()].filter(({ dci }) => dci !== 1);
  disableEndpoints(endpoints, progress, () => {
    for (const { dci } of endpoints) {
      slot.setEndpoint(dci, undefined);
      slot.context?.writeEndpointState(dci, EndpointState.disabled, 0, false);
    }
    drained();
  });
}

/** Configured while an endpoint other than 0 is there, else Addressed (4.5.3). */
function settleConfiguration(slot: DeviceSlot, context: DeviceContext): void {
  const configured = [...slot.endpoints()].some(({ dci }) => dci !== 1);
  slot.state = configured ? SlotState.configured : SlotState.addressed;
  context.writeSlotState(slot.state, slot.address);
}

/** 4.6.7. */
function evaluateContext(host: CommandHost, slot: DeviceSlot, inputPointer: number): CompletionCode {
  if (slot.state === SlotState.enabled || slot.context === undefined) return CompletionCode.contextStateError;
  const input = InputContext.at(host.memory, inputPointer, host.contextSize);
  if (input === undefined) return CompletionCode.parameterError;
  if (input.drop !== 0) return CompletionCode.parameterError;
  const endpoint0 = input.endpoint(1);
  if ((input.add & ADD_ENDPOINT_0) !== 0) {
    if (endpoint0.maxPacketSize === 0) return CompletionCode.parameterError;
    slot.context.writeMaxPacketSize(1, endpoint0.maxPacketSize);
  }
  if ((input.add & ADD_SLOT) !== 0) slot.context.writeExitLatencyAndTarget(input.slot);
  return CompletionCode.success;
}

/** 4.6.11. The port's reset has reached the device; here only the slot goes back. */
function resetDevice(
  slot: DeviceSlot,
  progress: CommandInProgress,
  done: (code: CompletionCode) => void,
): void {
  const { context } = slot;
  const allowed = slot.state === SlotState.addressed || slot.state === SlotState.configured;
  if (!allowed || context === undefined) {
    done(CompletionCode.contextStateError);
    return;
  }
  dropAllButEndpoint0(slot, progress, () => {
    slot.state = SlotState.default;
    slot.address = 0;
    context.writeSlotState(SlotState.default, 0);
    context.writeContextEntries(1);
    done(CompletionCode.success);
  });
}

type EndpointCommand = Extract<CommandTrb, { readonly endpointId: number }>;

/** 4.6.8, 4.6.9, 4.6.10. */
function endpointCommand(
  slot: DeviceSlot,
  command: EndpointCommand,
  done: (code: CompletionCode) => void,
): void {
  if (slot.state === SlotState.enabled) {
    done(CompletionCode.contextStateError);
    return;
  }
  if (command.endpointId === 0) {
    done(CompletionCode.trbError);
    return;
  }
  const endpoint = slot.endpoint(command.endpointId);
  if (endpoint === undefined) {
    done(CompletionCode.contextStateError);
    return;
  }
  switch (command.kind) {
    case 'resetEndpoint': {
      done(endpoint.reset(command.transferStatePreserve));
      return;
    }
    case 'stopEndpoint':
      endpoint.stop(done);
      return;
    case 'setTrDequeuePointer': {
      if (command.streamId !== 0) {
        done(CompletionCode.invalidStreamId);
        return;
      }
      const position = { pointer: command.dequeuePointer, cycle: command.dequeueCycleState };
      done(endpoint.setDequeuePointer(position));
      return;
    }
  }
}

/** 4.6.15: percent available for each port; nothing is reserved on a network. Byte 0 is reserved. */
function getPortBandwidth(host: CommandHost, context: number): CompletionCode {
  const view = host.memory.view(context, host.ports.length + 1);
  if (view === undefined) return CompletionCode.parameterError;
  view.fill(90, 1);
  view[0] = 0;
  return CompletionCode.success;
}
