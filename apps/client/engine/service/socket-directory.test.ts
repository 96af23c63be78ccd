import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { FakeBackend } from '../capture/fake/fake-captured-device.ts';
import { EngineClient } from './control-client.ts';
import { serveControl } from './control-server.ts';
import { Engine } from './engine.ts';
import { checkSocketDirectory, makeSocketDirectory } from './socket-directory.ts';

const NOBODY = 65534;
const wish = { device: '1-1', vm: 'a', agent: 'b', fingerprint: 'c', ticket: 'd', auto: false, wait: false };

describe('the directory of the engine', () => {
  const engine = new Engine({
    source: { list: () => Promise.resolve([]), watch: () => Promise.resolve(() => undefined) },
    backend: new FakeBackend(),
    dial: () => Promise.reject(new Error('nobody is dialled here')),
    version: 'test',
    log: () => undefined,
  });
  let folder: string;
  let directory: string;
  let socket: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'farport-directory-'));
    directory = join(folder, 'farport-1000');
    socket = join(directory, 'engine.sock');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is made for its user alone', async () => {
    await makeSocketDirectory(socket);
    assert.equal(statSync(directory).mode & 0o777, 0o700);
  });

  it('is no danger where it is not there', async () => {
    await checkSocketDirectory(socket);
  });

  it('may be one that all write to, if nobody replaces what is ours there', async () => {
    mkdirSync(directory);
    chmodSync(directory, 0o1777);
    writeFileSync(socket, '');
    await makeSocketDirectory(socket);
  });

  const asRoot = {
    skip: process.getuid?.() === 0 ? false : 'only root can give a directory to another user',
  };
  const traps: [string, { skip: string | boolean }, () => void, RegExp][] = [
    [
      'of another user',
      asRoot,
      () => {
        mkdirSync(directory, 0o700);
        chownSync(directory, NOBODY, NOBODY);
      },
      /belongs to another user \(uid 65534\)/,
    ],
    [
      'that others can change',
      { skip: false },
      () => {
        mkdirSync(directory);
        chmodSync(directory, 0o777);
      },
      /can be changed by other users/,
    ],
    [
      'that is a link',
      { skip: false },
      () => {
        mkdirSync(join(folder, 'elsewhere'), 0o700);
        symlinkSync(join(folder, 'elsewhere'), directory);
      },
      /a link to one/,
    ],
    [
      'where another user was first',
      asRoot,
      () => {
        mkdirSync(directory);
        chmodSync(directory, 0o1777);
        writeFileSync(socket, '');
        chownSync(socket, NOBODY, NOBODY);
      },
      /engine\.sock belongs to another user/,
    ],
  ];
  for (const [name, options, set, message] of traps) {
    it(`is not served in where it is one ${name}`, options, async () => {
      set();
      const before = statSync(directory).mode;
      const serving = serveControl(engine, socket, () => undefined);
      await assert.rejects(serving, { code: 'engine.directory', message });
      assert.equal(statSync(directory).mode, before);
    });

    it(`is told no ticket where it is one ${name}`, options, async () => {
      set();
      await assert.rejects(new EngineClient(socket).redirect(wish), { code: 'engine.directory', message });
    });
  }
});
