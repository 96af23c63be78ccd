/** What the VM routes do with the supervisor and the VM's files: how a VM stands, on and off, the end of its console. */
import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Vm, VmBuild } from '@farport/fleet';
import { errorCode, errorMessage, VmError } from '../../errors.ts';
import type { ChangeContext } from '../../store/store.ts';
import { vmPaths } from '../../vm-paths.ts';
import { assertBuilt } from '../../vms/built-vms.ts';
import type { VmSummary } from '../../vms/supervisor.ts';
import type { ApiParts } from '../parts.ts';
import { found } from './shapes.ts';

const consoleBytes = 256 << 10;
/** A start or a stop that is done sooner is answered with its end; else with how it stands. */
const soonMs = 2_000;

export type DescribedVm = Omit<Vm, 'build'> &
  Pick<VmSummary, 'state' | 'configured' | 'memoryMiB' | 'vcpus' | 'uptime' | 'lastExit'> & {
    readonly origin: 'configuration' | 'fleet' | 'none';
    readonly build: (VmBuild & { readonly copied: number | null; readonly total: number | null }) | null;
  };

/** What the store says of a VM, and how it stands. */
export async function describeVm(parts: ApiParts, vm: Vm): Promise<DescribedVm> {
  const origin = parts.builtVms.originOf(vm);
  const { copied = null, total = null } = parts.builtVms.progressOf(vm.id) ?? {};
  const build = vm.build === null || origin === 'configuration' ? null : { ...vm.build, copied, total };
  const said = { ...vm, origin, build };
  const here = vm.host === parts.fleet.host ? await parts.supervisor.find(vm.name) : undefined;
  if (here === undefined) {
    const state = vm.host === parts.fleet.host ? 'stopped' : 'unknown';
    const { memoryMiB = null, vcpus = null } = build?.spec ?? {};
    return { ...said, state, configured: false, memoryMiB, vcpus, uptime: null, lastExit: null };
  }
  const { state, configured, memoryMiB, vcpus, uptime, lastExit } = here;
  return { ...said, state, configured, memoryMiB, vcpus, uptime, lastExit };
}

/**
 * Starts or stops a VM, writes down that it is wanted so, and says how it stands after a moment.
 * @throws VmError as the supervisor does, where it fails soon
 */
export async function powerVm(
  parts: ApiParts,
  context: ChangeContext,
  id: string,
  what: 'start' | 'stop' | 'force',
): Promise<DescribedVm> {
  const { fleet, supervisor, events, log } = parts;
  const action = { start: 'vm.start', stop: 'vm.stop', force: 'vm.force_off' }[what];
  const vm = await fleet.store.change(context, async (tx) => {
    const before = found(await tx.vms.get(id), 'VM');
    if (what === 'start') assertBuilt(before);
    supervisor.assertKnown(before.name);
    await tx.audit.append({
      action,
      outcome: 'ok',
      vm: { id, name: before.name },
    });
    const wantedPower = what === 'start' ? 'on' : 'off';
    if (before.wantedPower === wantedPower) return before;
    return tx.vms.update(id, before.version, { wantedPower });
  });
  const { name } = vm;
  const work = (what === 'start' ? supervisor.start(name) : supervisor.stop(name, what === 'force')).then(
    () => undefined,
    (error: unknown) => error,
  );
  void work.then((error) => {
    events.publish({ kind: 'vm', name });
    if (error === undefined) return undefined;
    const reason = errorMessage(error);
    log.warn('vm.power_failed', { vm: name, what, message: reason });
    // What was ordered stands in the audit already.
    return fleet.store
      .change(context, (tx) => tx.audit.append({ action, outcome: 'failed', vm: { id, name }, reason }))
      .catch((cause: unknown) => {
        log.error('vm.power_failure_not_written', { vm: name, message: errorMessage(cause) });
      });
  });
  const error = await Promise.race([work, delay(soonMs, undefined, { ref: false })]);
  if (error instanceof Error) throw error;
  return describeVm(parts, vm);
}

/**
 * The last of what the guest wrote; empty where it wrote nothing.
 * @throws VmError vm.not_found where it runs elsewhere
 */
export async function consoleTail({ config, fleet }: ApiParts, vm: Vm): Promise<string> {
  if (vm.host !== fleet.host)
    throw new VmError('vm.not_found', 404, `VM ${vm.name} runs on ${vm.host}: ask there`);
  const path = vmPaths(config.runDir, vm.name).console;
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    const start = Math.max(0, size - consoleBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, consoleBytes)), {
      position: start,
    });
    return buffer.subarray(0, bytesRead).toString('utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
}
