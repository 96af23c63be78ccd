// What is on the demo's stick.

/** 8 MiB of random bytes to read for a while, and something for people. */
export function stickFiles(): Readonly<Record<string, string | number>> {
  return { 'README.txt': 'This file is on a USB stick at the client.\n', 'photos/holiday.raw': 8 << 20 };
}
