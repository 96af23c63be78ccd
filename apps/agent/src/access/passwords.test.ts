import assert from 'node:assert/strict';
import { argon2Sync } from 'node:crypto';
import { describe, it } from 'node:test';
import { checkNewPassword, PasswordHasher } from './passwords.ts';
import { newOneTimePassword } from './secrets.ts';
import { cheap, password } from './testing/access-under-test.ts';

const hasher = new PasswordHasher(cheap);

describe('passwords', () => {
  it('are hashed by argon2id as RFC 9106, section 5.3, has it', () => {
    const tag = argon2Sync('argon2id', {
      message: Buffer.alloc(32, 1),
      nonce: Buffer.alloc(16, 2),
      secret: Buffer.alloc(8, 3),
      associatedData: Buffer.alloc(12, 4),
      memory: 32,
      passes: 3,
      parallelism: 4,
      tagLength: 32,
    });
    assert.equal(tag.toString('hex'), '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659');
  });

  it('are hashed with a salt of their own at the cost that is set', async () => {
    const [one, two] = [await hasher.hash(password), await hasher.hash(password)];
    assert.match(one, /^\$argon2id\$v=19\$m=8,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    assert.notEqual(one, two);
    assert.equal(await hasher.verify(password, one), true);
    assert.equal(await hasher.verify(`${password} `, one), false);
  });

  it('that were made elsewhere by the same rules are known', () => {
    // phc-winner-argon2's test vector: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32
    const tag = argon2Sync('argon2id', {
      message: 'password',
      nonce: 'somesalt',
      memory: 65_536,
      passes: 2,
      parallelism: 1,
      tagLength: 32,
    });
    assert.equal(tag.toString('hex'), '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7');
  });

  it('are the same whichever way an accent was typed', async () => {
    assert.equal(
      await hasher.verify(
        'caf\u00e9 caf\u00e9 caf\u00e9',
        await hasher.hash('cafe\u0301 cafe\u0301 cafe\u0301'),
      ),
      true,
    );
  });

  for (const stored of [
    '',
    'x',
    '$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$c29tZXNhbHRzb21lc2FsdA',
    '$argon2id$v=19$m=99999999,t=1,p=1$c29tZXNhbHQ$c29tZXNhbHRzb21lc2FsdA',
  ]) {
    it(`that are stored as ${JSON.stringify(stored.slice(0, 30))} are refused at no cost`, async () => {
      await assert.rejects(hasher.verify(password, stored), { code: 'password.invalid_hash' });
    });
  }

  for (const [weak, why] of [
    ['short', 'needs 12'],
    ['x'.repeat(257), 'at most'],
    ['alice-likes-sticks', 'your name'],
    ['aaaaaaaaaaaaaaaa', 'tried first'],
    ['Password123456', 'tried first'],
    ['123456123456', 'tried first'],
  ] as const) {
    it(`like ${weak.slice(0, 20)} are not chosen`, () => {
      assert.throws(
        () => {
          checkNewPassword(weak, 'alice');
        },
        { code: 'password.weak', message: new RegExp(why) },
      );
    });
  }

  it('like four random words, or what we make ourselves, may be chosen', () => {
    checkNewPassword(password, 'alice');
    checkNewPassword('正确的马电池订书针很好用吗', 'alice');
    checkNewPassword(newOneTimePassword(), 'alice');
  });

  it('are hashed a few at a time, and too many are refused', async () => {
    const results = await Promise.allSettled(Array.from({ length: 80 }, () => hasher.hash(password)));
    const refused = results.filter((result) => result.status === 'rejected');
    assert.equal(refused.length, 80 - 66);
    assert.equal((refused[0]?.reason as { code?: string }).code, 'access.busy');
    await hasher.hash(password);
  });
});
