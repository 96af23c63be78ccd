// What the doctor makes of a KVM. The trial itself runs where there is one; what it finds is the machine's matter.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { examineKvm, judgeTrial } from './kvm-trial.ts';

describe('the trial of a KVM', () => {
  it('is well where a guest did everything at the speed of a processor', () => {
    const { state, message } = judgeTrial({ done: 5, loopMs: 0.4, stopped: undefined }, true);
    assert.equal(state, 'ok');
    assert.match(message, /at 1\.0 ns an instruction; a kernel was not booted/);
  });

  it('warns where KVM interprets', () => {
    const { state, message } = judgeTrial({ done: 5, loopMs: 400, stopped: undefined }, false);
    assert.equal(state, 'warning');
    assert.match(message, /1000 ns an instruction.*neither VT-x nor AMD-V/);
  });

  it('names the step at which a guest stopped, why, and what to do', () => {
    const stopped = 'KVM internal error: emulation failure';
    const { state, message } = judgeTrial({ done: 2, loopMs: 400, stopped }, true);
    assert.equal(state, 'wrong');
    assert.match(message, /did not get through cmpxchg16b \(KVM internal error.*no kernel boots.*kvm_intel/);
  });

  it('ends with a finding in words, whatever this machine has', async () => {
    const findings = await examineKvm();
    assert.equal(findings[0]?.what, 'KVM');
    if (!existsSync('/dev/kvm'))
      assert.match(findings[0].message, /enable virtualisation.*\[kvm\.unavailable\]/);
    for (const { message } of findings) assert.ok(message.length > 20, message);
  });
});
