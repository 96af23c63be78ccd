import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextState, type VmEvent, type VmRunState } from './vm-state.ts';

const states: readonly VmRunState[] = ['stopped', 'failed', 'starting', 'running', 'stopping'];
const events: readonly VmEvent[] = ['start', 'adopt', 'answered', 'stop', 'ended', 'gone'];

/** The whole table: '-' is refused. */
const expected: Readonly<Record<VmRunState, readonly string[]>> = {
  stopped: ['starting', 'running', '-', '-', '-', '-'],
  failed: ['starting', '-', '-', '-', '-', '-'],
  starting: ['-', '-', 'running', 'stopping', 'stopped', 'failed'],
  running: ['-', '-', '-', 'stopping', 'stopped', 'failed'],
  stopping: ['-', '-', '-', '-', 'stopped', 'failed'],
};

describe('states of a VM', () => {
  for (const state of states) {
    for (const [index, event] of events.entries()) {
      const next = expected[state][index] ?? '';
      it(`${state}, ${event}: ${next === '-' ? 'refused' : next}`, () => {
        if (next === '-') assert.throws(() => nextState(state, event));
        else assert.equal(nextState(state, event), next);
      });
    }
  }
});
