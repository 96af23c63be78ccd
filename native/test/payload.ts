/** A kernel of a few bytes for tests: an ELF file that puts machine code at 1 MiB, entered in 64-bit mode. */
import { writeFileSync } from 'node:fs';

const LOAD_ADDRESS = 0x10_0000n;
const HEADERS = 64 + 56;

/** Writes an ELF64 executable with one loadable segment, `code`, which is also where it begins. */
export function writeKernel(path: string, code: readonly number[]): void {
  const file = Buffer.alloc(HEADERS + code.length);
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]); // magic, 64-bit, little endian, version
  file.writeUInt16LE(2, 16); // executable
  file.writeUInt16LE(62, 18); // x86-64
  file.writeUInt32LE(1, 20);
  file.writeBigUInt64LE(LOAD_ADDRESS, 24); // entry
  file.writeBigUInt64LE(64n, 32); // program headers follow
  file.writeUInt16LE(64, 52);
  file.writeUInt16LE(56, 54);
  file.writeUInt16LE(1, 56); // one of them
  file.writeUInt32LE(1, 64); // PT_LOAD
  file.writeUInt32LE(7, 68);
  file.writeBigUInt64LE(BigInt(HEADERS), 72); // offset in the file
  file.writeBigUInt64LE(LOAD_ADDRESS, 80);
  file.writeBigUInt64LE(LOAD_ADDRESS, 88);
  file.writeBigUInt64LE(BigInt(code.length), 96);
  file.writeBigUInt64LE(BigInt(code.length), 104);
  file.set(code, HEADERS);
  writeFileSync(path, file);
}
