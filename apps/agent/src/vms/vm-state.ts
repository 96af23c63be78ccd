/** The states of a VM as the agent sees them, and which event leads from which to which. */

export type VmRunState = 'stopped' | 'failed' | 'starting' | 'running' | 'stopping';

/**
 * `start`: asked for. `adopt`: a live process was found. `answered`: the process answers. `stop`: asked for.
 * `ended`: the process is gone, as it should. `gone`: it is gone and should not be.
 */
export type VmEvent = 'start' | 'adopt' | 'answered' | 'stop' | 'ended' | 'gone';

const table: Readonly<Record<VmRunState, Partial<Record<VmEvent, VmRunState>>>> = {
  stopped: { start: 'starting', adopt: 'running' },
  failed: { start: 'starting' },
  starting: { answered: 'running', stop: 'stopping', ended: 'stopped', gone: 'failed' },
  running: { stop: 'stopping', ended: 'stopped', gone: 'failed' },
  stopping: { ended: 'stopped', gone: 'failed' },
};

/** @throws Error for an event that the state refuses: a fault of ours. */
export function nextState(state: VmRunState, event: VmEvent): VmRunState {
  const next = table[state][event];
  if (next === undefined) throw new Error(`a VM that is ${state} cannot take "${event}"`);
  return next;
}
