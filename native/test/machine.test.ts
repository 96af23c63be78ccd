/** The Node face of the machine, with guests of a few instructions. What a guest can do is tested in the crate. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Machine, type RegionSpec } from '../index.ts';
import { writeKernel } from './payload.ts';

const MIB = 2 ** 20;
const GIB = 2 ** 30;

function kvmMissing(): string | false {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    return false;
  } catch {
    return '/dev/kvm cannot be opened here';
  }
}
const skip = kvmMissing();

interface Access {
  kind: number;
  size: number;
  vcpu: number;
  region: number;
  offset: number;
  low: number;
}

/** Starts the machine and gives each record to `each`; resolves when that answers true. */
function run(machine: Machine, each: (access: Access) => boolean): Promise<void> {
  const records = new DataView(machine.accessRecords());
  return new Promise((resolve) => {
    machine.start(() => {
      const count = machine.drain();
      for (let at = 0; at < count * 32; at += 32) {
        const access = {
          kind: records.getUint8(at),
          size: records.getUint8(at + 1),
          vcpu: records.getUint16(at + 2, true),
          region: records.getUint32(at + 4, true),
          offset: records.getUint32(at + 8, true),
          low: records.getUint32(at + 16, true),
        };
        if (each(access)) resolve();
      }
    });
  });
}

function machineWith(code: readonly number[]): Machine {
  const kernel = join(mkdtempSync(join(tmpdir(), 'farport-')), 'kernel');
  writeKernel(kernel, code);
  const machine = new Machine({ ramBytes: 16 * MIB, lowRamEnd: 3 * GIB, vcpus: 1 });
  machine.loadLinux({ kernel, cmdline: '', rsdp: 0 });
  return machine;
}

test('each kind of access reaches TypeScript as its rule says', { skip }, async () => {
  const machine = machineWith([
    ...[0xbf, 0x00, 0x00, 0x00, 0xd0], // mov edi, 0xd0000000
    ...[0x8b, 0x07], // mov eax, [rdi]       a read that waits
    ...[0x89, 0x47, 0x04], // mov [rdi+4], eax   a posted write of what came
    ...[0x8b, 0x47, 0x08], // mov eax, [rdi+8]   a read from the shadow
    ...[0x89, 0x47, 0x0c], // mov [rdi+12], eax  a write that waits
    ...[0x66, 0xba, 0xf8, 0x03], // mov dx, 0x3f8
    ...[0xb0, 0x21, 0xee], // mov al, '!'; out dx, al
    ...[0xb0, 0xfe, 0xe6, 0x64], // mov al, 0xfe; out 0x64, al: reset
    ...[0xf4, 0xeb, 0xfd], // hlt; again
  ]);
  const rule = { size: 4, count: 1, stride: 0 };
  const region = machine.addRegion({
    space: 'mmio',
    base: 0xd000_0000,
    length: 4096,
    rules: [
      { ...rule, offset: 4, postedWrite: true, shadowRead: false },
      { ...rule, offset: 8, postedWrite: false, shadowRead: true },
    ],
  });
  new DataView(machine.regionShadow(region)).setUint32(8, 0xcafe_f00d, true);

  const seen: Access[] = [];
  await run(machine, (access) => {
    if (access.kind === 1) machine.answer(access.vcpu, 0x1234_5678, 0);
    if (access.kind === 2)
      setImmediate(() => {
        machine.answer(access.vcpu, 0, 0);
      });
    if (access.kind !== 4) seen.push(access);
    return access.kind === 4 && access.region === 1;
  });

  const common = { size: 4, vcpu: 0, region };
  assert.deepEqual(seen, [
    { ...common, kind: 1, offset: 0, low: 0 },
    { ...common, kind: 3, offset: 4, low: 0x1234_5678 },
    { ...common, kind: 2, offset: 12, low: 0xcafe_f00d },
  ]);
  assert.equal(machine.takeConsole().toString(), '!');
  assert.deepEqual(machine.regionCounters(region), { posted: 1, shadow: 1, synchronous: 2 });
  machine.stop();
});

test('guest memory is one mapping, larger than 4 GiB', { skip }, () => {
  const machine = new Machine({ ramBytes: 6 * GIB, lowRamEnd: 3 * GIB, vcpus: 1 });
  const ranges = machine.ramRanges();
  const bytes = new Uint8Array(machine.ram());
  assert.deepEqual(ranges, [
    { gpa: 0, offset: 0, length: 3 * GIB },
    { gpa: 4 * GIB, offset: 3 * GIB, length: 3 * GIB },
  ]);
  assert.equal(bytes.length, 6 * GIB);
  bytes[6 * GIB - 1] = 7;
  assert.equal(new Uint8Array(machine.ram())[6 * GIB - 1], 7);
  machine.stop();
});

test('memory stays readable after the machine was stopped', { skip }, () => {
  const machine = new Machine({ ramBytes: 16 * MIB, lowRamEnd: 3 * GIB, vcpus: 1 });
  const bytes = new Uint8Array(machine.ram());
  machine.stop();
  bytes[0] = 1;
  assert.equal(bytes[0], 1);
});

test('what is wrong has a code and says what to do', { skip }, () => {
  const code = (code: string) => (error: Error & { code?: string }) =>
    error.code === code && error.message.length > 20;
  assert.throws(() => new Machine({ ramBytes: 5, lowRamEnd: 3 * GIB, vcpus: 1 }), code('machine.options'));
  const machine = new Machine({ ramBytes: 16 * MIB, lowRamEnd: 3 * GIB, vcpus: 1 });
  const boot = { cmdline: '', rsdp: 0 };
  assert.throws(() => {
    machine.loadLinux({ kernel: '/nowhere', ...boot });
  }, code('kernel.missing'));
  const self = fileURLToPath(import.meta.url);
  assert.throws(() => {
    machine.loadLinux({ kernel: self, ...boot });
  }, code('kernel.invalid'));
  const spec: RegionSpec = { space: 'mmio', base: 0xd000_0000, length: 4096, rules: [] };
  machine.addRegion(spec);
  assert.throws(() => machine.addRegion(spec), code('region.overlap'));
  assert.throws(() => machine.regionShadow(77), code('region.unknown'));
  assert.throws(() => {
    machine.raise(500);
  }, code('msi.unknown'));
  machine.stop();
  assert.throws(() => {
    machine.pause();
  }, code('machine.state'));
});

test('a paused machine stands, and goes on after a resume', { skip }, async () => {
  // again: mov al, 'x'; out 0x3f8; pause by TypeScript
  const machine = machineWith([0x66, 0xba, 0xf8, 0x03, 0xb0, 0x78, 0xee, 0xeb, 0xfd]);
  let pauses = 0;
  await run(machine, ({ kind, region }) => {
    if (kind === 4 && region === 3 && pauses === 0) machine.pause();
    if (kind === 4 && region === 4) {
      pauses++;
      machine.takeConsole();
      machine.resume();
    }
    return pauses === 1 && kind === 4 && region === 3;
  });
  machine.stop();
});

test('a process that ends while a guest runs ends in order', { skip }, () => {
  for (const way of ['process.exit(0)', 'new Worker(...).terminate()']) {
    const script = fileURLToPath(new URL('./endings.ts', import.meta.url));
    const ended = spawnSync(process.execPath, [script, way], { timeout: 60_000 });
    assert.deepEqual({ status: ended.status, signal: ended.signal }, { status: 0, signal: null }, way);
  }
});
