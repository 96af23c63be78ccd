import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { BoundedLog } from './bounded-log.ts';
import { ConsoleHub, maxWatchers } from './console-hub.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'farport-console-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

describe('bounded log', () => {
  it('keeps two files of at most the limit, the latest bytes last', () => {
    const path = join(directory, 'log');
    const log = new BoundedLog(path, 10);
    log.write(Buffer.from('0123456789abcdefghijKLM'));
    assert.equal(readFileSync(`${path}.1`, 'utf8'), 'abcdefghij');
    assert.equal(readFileSync(path, 'utf8'), 'KLM');
    log.close();
  });

  it('goes on where the last process stopped', () => {
    const path = join(directory, 'log');
    for (const text of ['12345678', 'abcd']) {
      const log = new BoundedLog(path, 10);
      log.write(Buffer.from(text));
      log.close();
    }
    assert.equal(readFileSync(`${path}.1`, 'utf8'), '12345678ab');
    assert.equal(readFileSync(path, 'utf8'), 'cd');
    assert.equal(statSync(path).mode & 0o777, 0o600);
  });
});

describe('console', () => {
  const hub = (): ConsoleHub => new ConsoleHub(new BoundedLog(join(directory, 'console.log'), 1 << 20));

  it('shows a new reader the last 64 KiB, then what comes', () => {
    const consoleHub = hub();
    const all = Buffer.alloc(100_000, '0123456789');
    for (let at = 0; at < all.length; at += 777) consoleHub.output(all.subarray(at, at + 777));
    const reader = new PassThrough();
    assert.equal(consoleHub.watch(reader), true);
    consoleHub.output(Buffer.from('new'));
    const shown = reader.read() as Buffer;
    assert.equal(shown.toString(), `${all.subarray(all.length - 65536).toString()}new`);
    assert.equal(readFileSync(join(directory, 'console.log')).length, all.length + 3);
  });

  it('keeps the last 64 KiB of one huge output', () => {
    const consoleHub = hub();
    consoleHub.output(Buffer.from('begin'));
    consoleHub.output(Buffer.alloc(200_000, 'x'));
    consoleHub.output(Buffer.from('end'));
    const reader = new PassThrough();
    consoleHub.watch(reader);
    assert.equal((reader.read() as Buffer).toString(), `${'x'.repeat(65533)}end`);
  });

  it('skips what a reader is too slow for, and says how much', () => {
    const consoleHub = hub();
    const written: Buffer[] = [];
    let held: (() => void) | undefined;
    const slow = new Writable({
      write(chunk: Buffer, _encoding, done) {
        written.push(chunk);
        held = done;
      },
    });
    consoleHub.watch(slow);
    for (let count = 0; count < 100; count++) consoleHub.output(Buffer.alloc(10_000));
    assert.ok(slow.writableLength <= 256 << 10);
    // It reads again, to the end of what is held for it.
    while (slow.writableLength > 0) held?.();
    consoleHub.output(Buffer.from('again'));
    while (slow.writableLength > 0) held?.();
    assert.match(Buffer.concat(written).toString(), /\[farport: 740000 bytes skipped, .*\]\r\nagain$/);
  });

  it('has a limited number of readers', () => {
    const consoleHub = hub();
    const readers = Array.from({ length: maxWatchers }, () => new PassThrough());
    assert.ok(readers.every((reader) => consoleHub.watch(reader)));
    assert.equal(consoleHub.watch(new PassThrough()), false);
  });
});
