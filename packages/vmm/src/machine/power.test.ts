import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CAUSE_POWER_BUTTON, EventDevice, SleepRegister } from './power.ts';

function sleepRegister() {
  const asked: string[] = [];
  const register = new SleepRegister({
    powerOff: () => asked.push('power off'),
    reset: () => asked.push('reset'),
  });
  return { register, asked };
}

describe('sleep and reset register (ACPI 6.4, 4.8.3)', () => {
  it('resets on the value that the FADT names', () => {
    const { register, asked } = sleepRegister();
    register.write(0, 1, 1);
    assert.deepEqual(asked, ['reset']);
  });

  it('powers off on S5 with the enable bit, and only then', () => {
    const { register, asked } = sleepRegister();
    register.write(0, 1, 5 << 2);
    register.write(0, 1, 0x80);
    register.write(0, 1, (3 << 2) | (1 << 5));
    assert.deepEqual(asked, []);
    register.write(0, 1, (5 << 2) | (1 << 5));
    assert.deepEqual(asked, ['power off']);
  });
});

describe('generic event device', () => {
  it('holds its line until the cause was read', () => {
    const levels: boolean[] = [];
    const device = new EventDevice((level) => levels.push(level));
    device.pressPowerButton();
    assert.equal(device.read(), CAUSE_POWER_BUTTON);
    assert.equal(device.read(), 0);
    assert.deepEqual(levels, [true, false, false]);
  });
});
