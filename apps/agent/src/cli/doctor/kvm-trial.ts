/**
 * Whether this machine's KVM can run a guest: makes a machine of Farport's own with one processor and has it run some forty
 * bytes that end in what no kernel does without. Says in words how far it came. Proves no more than that: no kernel is booted,
 * no disk, no interrupt of a device, no second processor.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Machine } from '@farport/native';
import { errorCode, errorMessage } from '../../errors.ts';
import type { Finding } from './finding.ts';

const mib = 1 << 20;
/** Where the guest tells how far it is. */
const tellingPort = 0x510;
const patienceMs = 15_000;
/** Two instructions each. */
const loops = 200_000;
/** A processor takes less than one, the emulation of the lab some three; an interpreter in the host's kernel a thousand. */
const slowNs = 250;
const loadAddress = 0x10_0000;

/** Steps in the order in which the guest tells that it has done them. */
const steps = [
  'a write to a port',
  `${loops * 2} instructions`,
  'cmpxchg16b',
  'fninit, fxsave64, fxrstor64',
  'an exception (int3) and its return',
] as const;

/** Entered in 64-bit mode with its memory where it says; written for this, as its comments read. */
const code: readonly number[] = [
  ...[0xbc, 0x00, 0x00, 0x18, 0x00], // mov esp, 0x180000
  ...[0x66, 0xba, 0x10, 0x05], // mov dx, 0x510
  ...[0xb0, 0x01, 0xee], // mov al, 1; out dx, al
  ...[0xb9, 0x40, 0x0d, 0x03, 0x00], // mov ecx, 200000
  ...[0xff, 0xc9, 0x75, 0xfc], // dec ecx; jnz back
  ...[0xb0, 0x02, 0xee], // mov al, 2; out dx, al
  ...[0xbf, 0x00, 0x00, 0x18, 0x00], // mov edi, 0x180000
  ...[0x31, 0xc0, 0xbb, 0x01, 0x00, 0x00, 0x00], // xor eax, eax; mov ebx, 1
  ...[0x52, 0x31, 0xd2], // push rdx; xor edx, edx
  ...[0xf0, 0x48, 0x0f, 0xc7, 0x0f], // lock cmpxchg16b [rdi]
  ...[0x5a, 0xb0, 0x03, 0xee], // pop rdx; mov al, 3; out dx, al
  ...[0xdb, 0xe3], // fninit
  ...[0x48, 0x0f, 0xae, 0x07], // fxsave64 [rdi]
  ...[0x48, 0x0f, 0xae, 0x0f], // fxrstor64 [rdi]
  ...[0xb0, 0x04, 0xee], // mov al, 4; out dx, al
  ...[0x8c, 0x0d, 0x57, 0x00, 0x00, 0x00], // mov [rip+0x57], cs: the gate's selector
  ...[0x0f, 0x01, 0x1d, 0x0e, 0x00, 0x00, 0x00], // lidt [rip+0xe]
  ...[0xcc], // int3
  ...[0xb0, 0x05, 0xee], // mov al, 5; out dx, al
  ...[0xf4, 0xeb, 0xfd], // hlt; again
  ...[0x48, 0xcf], // at 0x51, for int3: iretq
  ...[0x0f, 0x1f, 0x44, 0x00, 0x00], // nop, up to 0x58
  ...[0x3f, 0x00, 0x68, 0x00, 0x10, 0, 0, 0, 0, 0], // the IDT: 64 bytes at 0x100068
  ...[0, 0, 0, 0, 0, 0], // up to 0x68
  ...Array<number>(48).fill(0), // gates 0 to 2
  ...[0x51, 0x00, 0x00, 0x00, 0x00, 0x8e, 0x10, 0x00, 0, 0, 0, 0, 0, 0, 0, 0], // gate 3: 0x100051
];

/** An ELF file that puts the code at 1 MiB and begins there. */
function elf(): Buffer {
  const headers = 64 + 56;
  const file = Buffer.alloc(headers + code.length);
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  file.writeUInt16LE(2, 16);
  file.writeUInt16LE(62, 18);
  file.writeUInt32LE(1, 20);
  file.writeBigUInt64LE(BigInt(loadAddress), 24);
  file.writeBigUInt64LE(64n, 32);
  file.writeUInt16LE(64, 52);
  file.writeUInt16LE(56, 54);
  file.writeUInt16LE(1, 56);
  file.writeUInt32LE(1, 64);
  file.writeUInt32LE(7, 68);
  file.writeBigUInt64LE(BigInt(headers), 72);
  file.writeBigUInt64LE(BigInt(loadAddress), 80);
  file.writeBigUInt64LE(BigInt(loadAddress), 88);
  file.writeBigUInt64LE(BigInt(code.length), 96);
  file.writeBigUInt64LE(BigInt(code.length), 104);
  file.set(code, headers);
  return file;
}

/** How far a guest came. */
export interface Trial {
  /** Steps that it has done. */
  readonly done: number;
  /** Milliseconds that the loop took; undefined where it did not end. */
  readonly loopMs: number | undefined;
  /** Why it came no further; undefined where it did all. */
  readonly stopped: string | undefined;
}

/** @throws what the addon throws where no machine can be made */
async function tryKvm(): Promise<Trial> {
  const { Machine } = await import('@farport/native');
  const machine = new Machine({ ramBytes: 16 * mib, lowRamEnd: 3072 * mib, vcpus: 1 });
  const directory = mkdtempSync(join(tmpdir(), 'farport-doctor-'));
  try {
    const kernel = join(directory, 'trial');
    writeFileSync(kernel, elf());
    machine.loadLinux({ kernel, cmdline: '', rsdp: 0 });
    const rule = { offset: 0, size: 1, count: 1, stride: 0, postedWrite: true, shadowRead: false };
    machine.addRegion({ space: 'pio', base: tellingPort, length: 1, rules: [rule] });
    return await run(machine);
  } finally {
    machine.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

function run(machine: Machine): Promise<Trial> {
  const records = new DataView(machine.accessRecords());
  const { promise, resolve } = Promise.withResolvers<Trial>();
  let done = 0;
  let loopMs: number | undefined;
  let began = 0;
  const end = (stopped?: string): void => {
    clearTimeout(timer);
    resolve({ done, loopMs, stopped });
  };
  const timer = setTimeout(() => {
    end(`nothing more within ${patienceMs / 1000} s`);
  }, patienceMs);
  machine.start(() => {
    const count = machine.drain();
    for (let at = 0; at < count * 32; at += 32) {
      if (records.getUint8(at) === 4) {
        const why = machine.lastError();
        end(why === '' ? 'a triple fault' : why);
        return;
      }
      done = records.getUint32(at + 16, true) & 0xff;
      if (done === 1) began = performance.now();
      if (done === 2) loopMs = performance.now() - began;
      if (done === steps.length) end();
    }
  });
  return promise;
}

/** What a trial says of a KVM. Pure. */
export function judgeTrial({ done, loopMs, stopped }: Trial, hasExtensions: boolean): Finding {
  const what = 'KVM trial';
  const advice = hasExtensions
    ? 'load the kvm_intel or kvm_amd module of this kernel, or use another host'
    : 'this processor shows neither VT-x nor AMD-V: switch virtualization on in the firmware, or nested virtualization on the host of this virtual machine';
  const ns = loopMs === undefined ? undefined : (loopMs * 1e6) / (loops * 2);
  const pace = ns === undefined ? '' : `${ns < 10 ? ns.toFixed(1) : ns.toFixed(0)} ns an instruction`;
  if (stopped !== undefined || done < steps.length) {
    const step = steps[done] ?? 'its end';
    const message = `a guest did not get through ${step} (${stopped ?? 'it ended'}): no kernel boots with this KVM; ${advice}`;
    return { what, state: 'wrong', message };
  }
  if (ns !== undefined && ns > slowNs) {
    const message = `a guest runs, at ${pace}: this KVM interprets, and a kernel takes minutes to boot, if it does; ${advice}`;
    return { what, state: 'warning', message };
  }
  const message = `a guest of a few instructions ran, at ${pace}; a kernel was not booted`;
  return { what, state: 'ok', message };
}

/** Opens KVM as a VM's process does, and tries it. One finding, or two where a machine could be made. */
export async function examineKvm(): Promise<Finding[]> {
  const what = 'KVM';
  let trial: Trial;
  try {
    trial = await tryKvm();
  } catch (error) {
    // The addon's messages say what is missing and what to do.
    const code = errorCode(error);
    return [
      { what, state: 'wrong', message: `${errorMessage(error)}${code === undefined ? '' : ` [${code}]`}` },
    ];
  }
  const message = '/dev/kvm has the capabilities that are needed, and makes a machine with a processor';
  return [{ what, state: 'ok', message }, judgeTrial(trial, hasExtensions())];
}

function hasExtensions(): boolean {
  return /^flags\s*:.*\b(?:vmx|svm)\b/m.test(readFileSync('/proc/cpuinfo', 'utf8'));
}
