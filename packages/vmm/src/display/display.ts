/**
 * Everything that a machine with a screen has for it: a virtio-gpu, keyboard, tablet and mouse, the port of the guest's
 * agent, and the session that joins them to a viewer. Owns how they are put together.
 */
import { GuestAgent } from '../agent/guest-agent.ts';
import { AGENT_PORT_NAME } from '../agent/vd-agent-protocol.ts';
import { VirtioConsole, type ConsolePort } from '../console/virtio-console.ts';
import type { Clock } from '../machine/clock.ts';
import { MAX_CLIPBOARD_BYTES } from '@farport/protocol/display';
import type { GuestMemory } from '../machine/guest-memory.ts';
import { InputDevices } from '../input/devices.ts';
import type { VirtioBackend } from '../virtio/backend.ts';
import { DEFAULT_CLIPBOARD, type ClipboardConfig } from './clipboard-link.ts';
import { DisplaySession, type Encoder } from './display-session.ts';
import { MAX_HEADS, MAX_SIDE, MIN_SIDE, VirtioGpu, type Monitor } from './virtio-gpu.ts';

/** The screen of a VM, as its keeper wants it. */
export interface DisplayConfig {
  /** 1 … 4; all but the first are plugged in when a viewer asks for them. */
  readonly heads: number;
  /** Pixels of the first head until a viewer asks for another size: 64 … 8192 each way. */
  readonly width: number;
  readonly height: number;
  /** What of the clipboard may pass; absent: both ways, 8 MiB. */
  readonly clipboard?: ClipboardConfig;
}

/** What is wrong with a configuration, and what would be right; undefined when it is good. */
export function displayConfigProblem({
  heads,
  width,
  height,
  clipboard = DEFAULT_CLIPBOARD,
}: DisplayConfig): string | undefined {
  if (!Number.isInteger(heads) || heads < 1 || heads > MAX_HEADS) {
    return `display.heads is ${heads}: give a whole number from 1 to ${MAX_HEADS}`;
  }
  for (const side of [width, height]) {
    if (!Number.isInteger(side) || side < MIN_SIDE || side > MAX_SIDE) {
      return `the display is ${width} x ${height}: give whole numbers from ${MIN_SIDE} to ${MAX_SIDE}`;
    }
  }
  const { maxBytes } = clipboard;
  if (!Number.isInteger(maxBytes) || maxBytes < 1 || maxBytes > MAX_CLIPBOARD_BYTES) {
    return `the clipboard takes ${maxBytes} bytes: give a whole number from 1 to ${MAX_CLIPBOARD_BYTES}`;
  }
  return undefined;
}

export class Display {
  readonly session: DisplaySession;
  /** In the order in which they go on the bus, by name. */
  readonly backends: readonly (readonly [string, VirtioBackend])[];

  constructor(
    config: DisplayConfig,
    memory: GuestMemory,
    clock: Clock,
    createEncoder: (heads: number, wake: () => void) => Encoder,
  ) {
    const { heads, width, height, clipboard = DEFAULT_CLIPBOARD } = config;
    const input = new InputDevices(memory);
    const first: Monitor = { x: 0, y: 0, width, height };
    // The session is told by the device, and asks it: one of them has to be first, and asks nothing until both are.
    this.session = new DisplaySession({
      heads,
      input,
      clock,
      createEncoder,
      setMonitors: (monitors) => {
        gpu.setMonitors(monitors);
      },
      monitors: () => gpu.monitors,
      agentMonitors: (monitors) => {
        agent?.setMonitors(monitors);
      },
      clipboard,
    });
    const gpu = new VirtioGpu({
      memory,
      clock,
      sink: this.session,
      monitors: Array.from({ length: heads }, (_, head) => (head === 0 ? first : undefined)),
    });
    const ports = new VirtioConsole(memory, [AGENT_PORT_NAME]);
    const [port] = ports.ports;
    const agent = port && this.#share(port, clipboard);
    this.backends = [
      ['gpu', gpu],
      ['keyboard', input.keyboard],
      ['tablet', input.tablet],
      ['mouse', input.mouse],
      ['agent', ports],
    ];
  }

  #share(port: ConsolePort, { maxBytes }: ClipboardConfig): GuestAgent {
    const { clipboard } = this.session;
    const agent = new GuestAgent(port, clipboard, maxBytes);
    clipboard.agent = agent;
    return agent;
  }
}
