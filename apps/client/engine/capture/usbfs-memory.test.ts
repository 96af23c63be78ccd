import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { usbfsMemory } from './usbfs-memory.ts';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** Stands for the kernel's parameter; `isRoot` tells whether it can be written. */
class FakeParameter {
  text: string;
  readonly #isRoot: boolean;
  constructor(text: string, isRoot: boolean) {
    this.text = text;
    this.#isRoot = isRoot;
  }
  read(): Promise<string> {
    return this.text === '' ? Promise.reject(new Error('ENOENT')) : Promise.resolve(this.text);
  }
  write(text: string): Promise<void> {
    if (!this.#isRoot) return Promise.reject(new Error('EACCES: permission denied'));
    this.text = text;
    return Promise.resolve();
  }
}

describe('the memory of usbfs', () => {
  const cases: [string, FakeParameter, number, string, number, RegExp | undefined][] = [
    ['is raised by root', new FakeParameter('16\n', true), 8 * GIB, '256\n', 256, /may take 256 MiB now/],
    ['is at most an eighth of the RAM', new FakeParameter('16\n', true), GIB, '128\n', 128, /128 MiB/],
    [
      'stays as it is for others, who are told what to do',
      new FakeParameter('16\n', false),
      8 * GIB,
      '16\n',
      16,
      /share 16 MiB .*as root: echo 256 >/,
    ],
    [
      'is left alone where it is enough',
      new FakeParameter('1000\n', true),
      8 * GIB,
      '1000\n',
      1000,
      undefined,
    ],
    ['may be without a limit', new FakeParameter('0\n', true), 8 * GIB, '0\n', Infinity, undefined],
    ['is not counted where there is no usbfs', new FakeParameter('', true), 8 * GIB, '', Infinity, undefined],
  ];
  for (const [name, parameter, ram, text, megabytes, said] of cases) {
    it(name, async () => {
      const heard: string[] = [];
      const memory = await usbfsMemory((message) => heard.push(message), parameter, ram);
      assert.equal(parameter.text, text);
      assert.ok(memory.free <= megabytes * MIB && memory.free >= megabytes * MIB * 0.9);
      assert.equal(heard.length, said === undefined ? 0 : 1);
      if (said !== undefined) assert.match(heard[0]!, said);
    });
  }
});
