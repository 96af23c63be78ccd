// A program for the test guest, which has no compiler: resets the USB device whose node is its argument, and ends
// with the error number, 0 when it worked. x86-64 Linux; an ELF header, one program header, and the instructions.
const base = 0x40_0000n;
const codeOffset = 120;
const openWriteOnly = 1;
/** USBDEVFS_RESET: _IO('U', 20), linux/usbdevice_fs.h. */
const usbdevfsReset = 0x5514;

const u32 = (value: number) => [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, value >>> 24];

const code = Uint8Array.of(
  ...[0x48, 0x8b, 0x7c, 0x24, 0x10], // mov rdi, [rsp+16]: argv[1]
  ...[0xbe, ...u32(openWriteOnly)], // mov esi, …
  ...[0xb8, ...u32(2), 0x0f, 0x05], // open
  ...[0x89, 0xc7], // mov edi, eax
  ...[0xbe, ...u32(usbdevfsReset)], // mov esi, …
  ...[0x31, 0xd2], // xor edx, edx
  ...[0xb8, ...u32(16), 0x0f, 0x05], // ioctl
  ...[0x89, 0xc7, 0xf7, 0xdf], // mov edi, eax; neg edi
  ...[0xb8, ...u32(60), 0x0f, 0x05], // exit
);

function executable(): Buffer {
  const file = Buffer.alloc(codeOffset + code.length);
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]); // ELF, 64 bit, little endian
  file.writeUInt16LE(2, 16); // ET_EXEC
  file.writeUInt16LE(62, 18); // EM_X86_64
  file.writeUInt32LE(1, 20);
  file.writeBigUInt64LE(base + BigInt(codeOffset), 24); // e_entry
  file.writeBigUInt64LE(64n, 32); // e_phoff
  file.writeUInt16LE(64, 52); // e_ehsize
  file.writeUInt16LE(56, 54); // e_phentsize
  file.writeUInt16LE(1, 56); // e_phnum
  file.writeUInt32LE(1, 64); // PT_LOAD
  file.writeUInt32LE(5, 68); // readable, executable
  file.writeBigUInt64LE(base, 80); // p_vaddr
  file.writeBigUInt64LE(base, 88); // p_paddr
  file.writeBigUInt64LE(BigInt(file.length), 96); // p_filesz
  file.writeBigUInt64LE(BigInt(file.length), 104); // p_memsz
  file.writeBigUInt64LE(0x1000n, 112); // p_align
  file.set(code, codeOffset);
  return file;
}

/** The program, in base64. */
export const resetProgram = executable().toString('base64');
