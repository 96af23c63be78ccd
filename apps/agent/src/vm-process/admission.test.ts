// What a VM's process asks about the devices that clients offer, with an agent that answers when the test says so.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AttachMessage } from '@farport/protocol';
import { Admissions, type AdmissionQuestion } from './admission.ts';

/** A device with an interface of each of these classes. */
function offered(classes: readonly (readonly [number, number, number])[]): AttachMessage {
  return {
    deviceDescriptor: Uint8Array.from([
      18, 1, 0, 2, 0, 0, 0, 64, 0x81, 0x07, 0x83, 0x55, 0x10, 1, 1, 2, 3, 1,
    ]),
    configurationDescriptors: [
      Uint8Array.from(classes.flatMap((triple, alternate) => [9, 4, 0, alternate & 0xff, 0, ...triple, 0])),
    ],
    bosDescriptor: new Uint8Array(),
    speed: 'high',
    portPath: '1-2',
    serial: 'S1',
    manufacturer: 'SanDisk',
    product: 'Ultra',
    activeConfiguration: 1,
  };
}

function arrange(): { admissions: Admissions; asked: AdmissionQuestion[] } {
  const admissions = new Admissions();
  const asked: AdmissionQuestion[] = [];
  admissions.askBy(
    (question) => asked.push(question),
    () => undefined,
  );
  return { admissions, asked };
}

describe('the question whether a device may come', () => {
  it('is asked for one device of a channel at a time', async () => {
    const { admissions, asked } = arrange();
    const first = admissions.admit('one', offered([[8, 6, 0x50]]));
    await assert.rejects(admissions.admit('one', offered([[8, 6, 0x50]])), { code: 'admission.busy' });
    const other = admissions.admit('two', offered([[8, 6, 0x50]]));
    assert.deepEqual(
      asked.map(({ channel }) => channel),
      ['one', 'two'],
    );
    for (const { id } of asked) admissions.answer({ id, allow: true, code: '', message: '' });
    await Promise.all([first, other]);
    assert.deepEqual(admissions.unanswered(), []);
    const again = admissions.admit('one', offered([[8, 6, 0x50]]));
    admissions.answer({ id: asked[2]?.id ?? '', allow: false, code: 'policy.denied', message: 'no' });
    await assert.rejects(again, { code: 'policy.denied' });
  });

  it('hides no class behind many others: what has too many is told as such', async () => {
    const { admissions, asked } = arrange();
    const many = Array.from({ length: 300 }, (_, i) => [0xff, i >> 8, i & 0xff] as const);
    const one = admissions.admit('one', offered([...many, [8, 6, 0x50]]));
    // The agent takes 256.
    assert.equal(asked[0]?.device.interfaces.length, 257);
    admissions.answer({ id: asked[0].id, allow: true, code: '', message: '' });
    await one;
  });
});
