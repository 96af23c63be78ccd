/** Walks the register table: masks, reset values, and how each register is delivered. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ModelDriver, Reg } from './model/driver.ts';
import { INTERRUPTER_SETS, REGION_LENGTH, RegisterFile, registerMap } from './registers.ts';

const GEOMETRY = { usb2Ports: 4, usb3Ports: 4, slots: 64, interrupters: 2, contextSize: 32 } as const;
const MAP = registerMap(GEOMETRY);

describe('the register table', () => {
  it('has every register inside the region, aligned, and none over another', () => {
    const taken = new Map<number, string>();
    for (const { name, offset, size, count, stride } of MAP) {
      assert.equal(offset % size, 0, name);
      for (let i = 0; i < count; i++) {
        for (let word = offset + i * stride; word < offset + i * stride + size; word += 4) {
          assert.equal(taken.get(word), undefined, `${name} over ${taken.get(word) ?? ''}`);
          taken.set(word, name);
          assert.ok(word + 4 <= REGION_LENGTH);
        }
      }
    }
  });

  it('keeps of a write what is writable, clears what is RW1C, and leaves the rest', () => {
    for (const spec of MAP) {
      const file = new RegisterFile(MAP);
      for (const half of spec.size === 8 ? ([0, 1] as const) : ([0] as const)) {
        const at = file.at(spec.offset + 4 * half);
        assert.ok(at);
        const clears = half === 0 ? spec.rw1c : 0;
        assert.equal(spec.writable[half] & clears, 0, `${spec.name}: writable and RW1C at once`);
        file.set(spec.name, clears, 0, half);
        const before = file.word(spec.offset + 4 * half);
        file.merge(at, 0xffff_ffff, 0xffff_ffff);
        const wanted = ((before & ~clears) | spec.writable[half]) >>> 0;
        assert.equal(file.word(spec.offset + 4 * half), wanted, spec.name);
      }
    }
  });

  it('is synchronous to write where the guest waits for the effect, posted where it touches per transfer', () => {
    const writes = (mode: string): string[] => [
      ...new Set(
        MAP.filter(
          ({ write, writable, rw1c, name }) =>
            write === mode && ((writable[0] | rw1c) !== 0 || ['DB', 'CRCR', 'PORTSC'].includes(name)),
        ).map(({ name }) => name),
      ),
    ];
    assert.deepEqual(writes('posted'), ['USBSTS', 'IMAN', 'IMOD', 'ERDP', 'DB']);
    assert.deepEqual(writes('synchronous'), [
      'USBCMD',
      'DNCTRL',
      'CRCR',
      'DCBAAP',
      'CONFIG',
      'PORTSC',
      'PORTPMSC',
      'PORTHLPMC',
      'ERSTSZ',
      'ERSTBA',
    ]);
    assert.deepEqual(
      MAP.filter(({ read }) => read === 'synchronous').map(({ name }) => name),
      ['MFINDEX'],
    );
  });

  it('says what the capability registers promise', () => {
    const file = new RegisterFile(MAP);
    assert.equal(file.word(0x00), 0x0120_0040, 'xHCI 1.2, operational registers at 0x40');
    assert.equal(file.word(0x04), (8 << 24) | (2 << 8) | 64);
    assert.equal(file.word(0x10) & 5, 1, 'AC64, 32-byte contexts');
    assert.equal((file.word(0x10) >>> 12) & 0xf, 0, 'no streams');
    // Supported Protocol: USB 2.0 ports 1-4, then USB 3.1 ports 5-8 with 5 and 10 Gb/s
    assert.equal(file.word(0x8000), 0x0200_0402);
    assert.equal(file.word(0x8008), 0x0000_0401);
    assert.equal(file.word(0x8010), 0x0310_0002);
    assert.equal(file.word(0x8018), 0x2000_0405);
    assert.equal(file.word(0x8020), 0x0005_0134);
    assert.equal(file.word(0x8024), 0x000a_4135);
  });
});

describe('register accesses', () => {
  it('of 1, 2, 4 and 8 bytes are taken everywhere', () => {
    const driver = new ModelDriver({ interrupters: 2 });
    const { controller } = driver;
    assert.equal(controller.read(0, 1), 0x40);
    assert.equal(controller.read(2, 2), 0x120);
    assert.equal(controller.read(Reg.dcbaap, 8), driver.dcbaa);
    assert.equal(controller.readHigh(), 0);
    controller.write(Reg.dcbaap, 8, 0x1234_5678, 0x9a);
    assert.equal(controller.read(Reg.dcbaap, 4), 0x1234_5640);
    assert.equal(controller.read(Reg.dcbaap + 4, 4), 0x9a);
    controller.write(INTERRUPTER_SETS + 4, 2, 0xffff_1234, 0);
    assert.equal(driver.read(Reg.imod(0)), 0x1234);
    controller.write(INTERRUPTER_SETS + 5, 1, 0x56, 0);
    assert.equal(driver.read(Reg.imod(0)), 0x5634);
    assert.equal(controller.read(0x7000, 4), 0, 'reserved');
  });

  it('leave the values in the shadow that the machine gave', () => {
    const driver = new ModelDriver();
    const shadow = new DataView(new SharedArrayBuffer(REGION_LENGTH));
    driver.controller.useShadow(shadow);
    assert.equal(shadow.getUint32(0, true), 0x0120_0040);
    driver.run();
    assert.equal(shadow.getUint32(Reg.usbcmd, true), 5);
    assert.equal(shadow.getUint32(Reg.usbsts, true) & 1, 0);
    driver.ringDoorbell(1, 1);
    assert.equal(shadow.getUint32(Reg.doorbell(1), true), 0, 'doorbells read as 0');
  });

  it('of MFINDEX count microframes while the controller runs', () => {
    const driver = new ModelDriver().run();
    driver.clock.advance(125 * 5 + 60);
    assert.equal(driver.read(0x1000), 5);
    driver.clock.advance(125 * 0x4000);
    assert.equal(driver.read(0x1000), 5, '14 bits');
  });

  it('of USBCMD with Save or Restore end in a Save/Restore Error', () => {
    const driver = new ModelDriver();
    driver.write(Reg.usbcmd, 0x100);
    assert.equal(driver.read(Reg.usbsts) & 0x400, 0x400);
    assert.equal(driver.read(Reg.usbcmd) & 0x100, 0);
  });
});
