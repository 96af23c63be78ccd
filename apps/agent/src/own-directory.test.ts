import assert from 'node:assert/strict';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ServiceError } from './errors.ts';
import { ownDirectory } from './own-directory.ts';

describe("the agent's own directory", () => {
  let parent = '';
  let path = '';
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'farport-own-'));
    path = join(parent, 'a');
  });
  afterEach(() => {
    rmSync(parent, { recursive: true });
  });
  const modeOf = (of: string): number => statSync(of).mode & 0o777;
  const refuses = (message: RegExp): void => {
    assert.throws(
      () => {
        ownDirectory(path, 'run_dir');
      },
      (error) =>
        error instanceof ServiceError &&
        error.code === 'config.directory_unusable' &&
        message.test(error.message),
    );
  };

  it('is made with what leads to it, closed to others', () => {
    ownDirectory(join(path, 'b'), 'run_dir');
    assert.equal(modeOf(join(path, 'b')), 0o700);
  });

  it('is taken as it is where it is closed already', () => {
    mkdirSync(path, { mode: 0o700 });
    ownDirectory(path, 'run_dir');
    ownDirectory(path, 'run_dir');
    assert.equal(modeOf(path), 0o700);
  });

  for (const mode of [0o755, 0o1777, 0o710, 0o701]) {
    it(`is refused, and left as it is, with mode ${mode.toString(8)}`, () => {
      mkdirSync(path);
      chmodSync(path, mode);
      refuses(/^run_dir .*\/a: it is open to others \(mode 0\d{3}\).*chmod 700.*set another run_dir$/);
      assert.equal(statSync(path).mode & 0o7777, mode);
    });
  }

  it('is refused where it is a file', () => {
    writeFileSync(path, '');
    refuses(/EEXIST.*create it for this user/);
  });

  it('is refused where it is a file on the way', () => {
    writeFileSync(path, '');
    path = join(path, 'b');
    refuses(/ENOTDIR/);
  });

  if (process.geteuid?.() === 0) {
    it('is refused where it is another user’s', () => {
      mkdirSync(path, { mode: 0o700 });
      chownSync(path, 4711, 4711);
      refuses(/belongs to user 4711, not to 0/);
    });
  }
});
