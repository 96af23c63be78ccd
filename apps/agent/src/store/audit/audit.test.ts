import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, type CanonicalValue } from '../canonical-json.ts';
import { SqliteStore } from '../sqlite/sqlite-store.ts';
import { byAdmin, furnish } from '../testing/small-office.ts';
import { TemporaryDirectory } from '../testing/sqlite-place.ts';
import {
  AuditVerifier,
  formatAuditHead,
  parseAuditHead,
  type AuditLink,
  type AuditVerdict,
} from './verify.ts';
import {
  chainHash,
  encodeRecord,
  GENESIS_HASH,
  makeRecord,
  type AuditHead,
  type AuditRecord,
} from './audit-record.ts';
import { csvCell, csvHeader, csvLine } from './csv.ts';

/** A chain of records as it would be kept. */
function chain(length: number): AuditLink[] {
  const links: AuditLink[] = [];
  let previousHash = GENESIS_HASH;
  for (let seq = 1; seq <= length; seq++) {
    const record = makeRecord(
      { action: 'user.changed', outcome: 'ok', reason: `reason ${seq}` },
      { seq, at: 1_000 + seq, actor: byAdmin.actor, address: null },
    );
    const text = encodeRecord(record);
    const hash = chainHash(previousHash, text);
    links.push({ seq, text, previousHash, hash });
    previousHash = hash;
  }
  return links;
}

function headOf(links: readonly AuditLink[]): AuditHead {
  const last = links.at(-1);
  return last === undefined ? { seq: 0, hash: GENESIS_HASH } : { seq: last.seq, hash: last.hash };
}

function verify(links: readonly AuditLink[], remembered: AuditHead, anchor?: AuditHead): AuditVerdict {
  const verifier = new AuditVerifier(anchor);
  for (const link of links) verifier.add(link);
  return verifier.finish(remembered);
}

/** Writes a chain's hashes anew from where it was changed, as somebody who knows how would. */
function rechain(links: readonly AuditLink[]): AuditLink[] {
  let previousHash = GENESIS_HASH;
  return links.map(({ text }, index) => {
    const link = { seq: index + 1, text, previousHash, hash: chainHash(previousHash, text) };
    previousHash = link.hash;
    return link;
  });
}

describe('the audit chain', () => {
  const links = chain(20);
  const head = headOf(links);

  it('verifies as it was written, also empty', () => {
    assert.deepEqual(verify(links, head), { ok: true, records: 20, head });
    assert.equal(verify([], headOf([])).ok, true);
  });

  const faults: [string, readonly AuditLink[], string, number][] = [
    ['a record cut out', links.toSpliced(6, 1), 'missing', 7],
    ['the first record cut out', links.slice(1), 'missing', 1],
    [
      'an edited record',
      links.with(6, { ...links[6]!, text: links[6]!.text.replace('reason 7', 'reason 8') }),
      'edited',
      7,
    ],
    [
      'an edited record with its own hash made anew',
      links.with(6, rechainOne(links[6]!, links[6]!.text.replace('reason 7', 'reason 8'))),
      'chain',
      8,
    ],
    ['two records swapped', links.with(6, links[7]!).with(7, links[6]!), 'missing', 7],
    [
      'two records swapped with their numbers',
      links.with(6, { ...links[7]!, seq: 7 }).with(7, { ...links[6]!, seq: 8 }),
      'chain',
      7,
    ],
    ['a record told twice', links.toSpliced(6, 0, links[6]!), 'missing', 8],
    ['the last record taken away', links.slice(0, -1), 'tail', 20],
    ['all records taken away', [], 'tail', 1],
  ];
  for (const [what, tampered, fault, seq] of faults) {
    it(`shows ${what}`, () => {
      const verdict = verify(tampered, head);
      assert.equal(verdict.ok, false);
      assert.equal(verdict.fault, fault);
      assert.equal(verdict.seq, seq);
    });
  }

  it('shows any change of any record', () => {
    fc.assert(
      fc.property(
        fc.nat(19),
        fc.nat(),
        fc.constantFrom(...Array.from('abc019{}":')),
        (index, place, letter) => {
          const link = links[index]!;
          const at = place % link.text.length;
          fc.pre(link.text[at] !== letter);
          const text = link.text.slice(0, at) + letter + link.text.slice(at + 1);
          assert.equal(verify(links.with(index, { ...link, text }), head).ok, false);
        },
      ),
    );
  });

  it('written wholly anew shows only by a head that was kept elsewhere', () => {
    const rewritten = rechain(
      links.with(3, { ...links[3]!, text: links[3]!.text.replace('reason 4', 'reason 5') }),
    );
    assert.equal(verify(rewritten, headOf(rewritten)).ok, true);
    const verdict = verify(rewritten, headOf(rewritten), head);
    assert.equal(verdict.ok, false);
    assert.equal(verdict.fault, 'anchor');
  });

  it('with its end taken away everywhere shows only by such a head', () => {
    const shorter = links.slice(0, 12);
    assert.equal(verify(shorter, headOf(shorter)).ok, true);
    const verdict = verify(shorter, headOf(shorter), head);
    assert.equal(verdict.ok, false);
    assert.equal(verdict.fault, 'anchor');
  });

  it('that has grown still fits a head of before', () => {
    assert.equal(verify(links, head, headOf(links.slice(0, 12))).ok, true);
  });

  it('has a head that people can keep', () => {
    assert.deepEqual(parseAuditHead(` ${formatAuditHead(head)}\n`), head);
    for (const text of ['', '1', `1 ${'g'.repeat(64)}`, `-1 ${head.hash}`, `01 ${head.hash}`]) {
      assert.equal(parseAuditHead(text), undefined, text);
    }
  });
});

function rechainOne(link: AuditLink, text: string): AuditLink {
  return { ...link, text, hash: chainHash(link.previousHash, text) };
}

describe('the audit table', () => {
  it('refuses every change but growing, in SQL itself', async () => {
    using directory = new TemporaryDirectory();
    const store = SqliteStore.open(directory.file);
    await furnish(store);
    await store.close();
    const database = new DatabaseSync(directory.file);
    const refused = /the audit log is append-only/;
    for (const statement of [
      "UPDATE audit SET text = '{}'",
      'UPDATE audit SET seq = seq + 100',
      'DELETE FROM audit',
      'DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)',
      'INSERT OR REPLACE INTO audit (seq, text, previous_hash, hash) SELECT seq, text, previous_hash, hash FROM audit WHERE seq = 1',
      "INSERT INTO audit (seq, text, previous_hash, hash) VALUES (99, '{}', '', '')",
      "INSERT INTO audit (seq, text, previous_hash, hash) SELECT max(seq) + 1, '{}', 'x', 'x' FROM audit",
    ]) {
      assert.throws(
        () => {
          database.exec(statement);
        },
        refused,
        statement,
      );
    }
    database.close();
  });

  for (const [what, tamper, fault] of [
    ['a record that was cut out', 'DELETE FROM audit WHERE seq = 2', 'missing'],
    ['a record that was edited', "UPDATE audit SET text = replace(text, 'alice', 'eve')", 'edited'],
    ['the last record taken away', 'DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)', 'tail'],
  ] as const) {
    it(`shows ${what} behind the triggers’ back`, async () => {
      using directory = new TemporaryDirectory();
      const store = SqliteStore.open(directory.file);
      await furnish(store);
      assert.equal((await store.verifyAudit()).ok, true);
      await store.close();
      const database = new DatabaseSync(directory.file);
      database.exec('DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_cut;');
      database.exec(tamper);
      database.close();
      const again = SqliteStore.open(directory.file);
      const verdict = await again.verifyAudit();
      assert.equal(verdict.ok, false);
      assert.equal(verdict.fault, fault);
      await again.close();
    });
  }

  it('is searched by who, what, where and when', async () => {
    using directory = new TemporaryDirectory();
    const store = SqliteStore.open(directory.file);
    const { bob, desktop, reception } = await furnish(store);
    await store.change(byAdmin, async (tx) => {
      await tx.vms.grant(desktop.id, { kind: 'user', id: bob.id });
      await tx.audit.append({
        action: 'session.sign_in',
        outcome: 'denied',
        user: { id: bob.id, name: 'bob' },
      });
    });
    const actions = async (filter: object) =>
      (await store.read((tx) => tx.audit.list({ filter }))).items.map((record) => record.action);
    assert.deepEqual(await actions({ user: bob.id }), ['session.sign_in', 'vm.granted', 'user.created']);
    assert.deepEqual(await actions({ vm: desktop.id }), ['vm.granted', 'vm.created']);
    assert.deepEqual(await actions({ client: reception.id }), ['client.enrolled']);
    assert.deepEqual(await actions({ outcome: 'denied' }), ['session.sign_in']);
    assert.deepEqual(await actions({ actions: ['vm.granted', 'vm.created'], user: bob.id }), ['vm.granted']);
    assert.deepEqual(await actions({ to: 1 }), []);
    const first = await store.read((tx) => tx.audit.list({ limit: 2 }));
    const rest = await store.read((tx) => tx.audit.list({ limit: 500, after: first.next ?? '' }));
    assert.deepEqual(
      [...first.items, ...rest.items].map((record) => record.seq).reverse(),
      Array.from({ length: first.items.length + rest.items.length }, (_, index) => index + 1),
    );
    await store.close();
  });
});

describe('canonical JSON', () => {
  it('is one text for one value', () => {
    assert.equal(
      canonicalJson({ b: [1, null, true], a: 'ü"\n', c: {} }),
      '{"a":"ü\\"\\n","b":[1,null,true],"c":{}}',
    );
  });

  it('is read back as the same value, whatever the order of keys', () => {
    const value = fc.letrec<{ value: CanonicalValue }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string({ unit: 'grapheme' }),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).value;
    fc.assert(
      fc.property(value, (each) => {
        const text = canonicalJson(each);
        assert.equal(canonicalJson(JSON.parse(text) as CanonicalValue), text);
      }),
    );
  });

  it('has no fractions', () => {
    for (const value of [0.5, Number.NaN, Infinity, 2 ** 53])
      assert.throws(() => canonicalJson(value), RangeError);
  });
});

describe('a record', () => {
  it('is cut where a device’s words would fill the log', () => {
    const long = 'x'.repeat(100_000);
    const details = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`k${n}`, long]));
    const record = makeRecord(
      { action: 'device.attached', outcome: 'ok', device: { id: 'd', name: long }, reason: long, details },
      { seq: 1, at: 0, actor: byAdmin.actor, address: null },
    );
    assert.equal(record.device?.name.length, 1000);
    assert.equal(Object.keys(record.details).length, 32);
    assert.ok(encodeRecord(record).length < 100_000);
  });

  it('keeps half characters out', () => {
    const record = makeRecord(
      { action: 'a', outcome: 'ok', reason: '\ud800' },
      { seq: 1, at: 0, actor: byAdmin.actor, address: null },
    );
    assert.equal(record.reason, '\ufffd');
  });
});

describe('the audit as CSV', () => {
  const record: AuditRecord = makeRecord(
    {
      action: 'device.attached',
      outcome: 'ok',
      device: { id: 'd', name: '=HYPERLINK("http://evil","x")' },
      rule: { id: 'r', name: 'Sticks, of sales', policyVersion: 3 },
      reason: 'line 1\nline 2',
      details: { fence: '7' },
    },
    { seq: 1, at: Date.UTC(2026, 10, 17, 10, 0), actor: byAdmin.actor, address: '192.0.2.7' },
  );

  it('has a line for each record, as many cells as columns', () => {
    assert.equal(
      csvLine(record),
      '"1","2026-11-17T10:00:00.000Z","device.attached","ok","user","root","192.0.2.7","","",' +
        '"\'=HYPERLINK(""http://evil"",""x"")","","Sticks, of sales","3","line 1\nline 2","fence=7"\r\n',
    );
    assert.equal(csvHeader().trimEnd().split(',').length, 15);
    assert.ok(csvHeader().startsWith('\ufeffseq,'));
  });

  for (const text of [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '|cmd',
    '%0a',
    '\uff1d1',
    '\n=1',
  ]) {
    it(`runs nothing: ${JSON.stringify(text)}`, () => {
      assert.equal(csvCell(text), `"'${text}"`);
    });
  }

  it('leaves what is harmless as it is', () => {
    for (const text of ['', 'alice', '1-2', 'a=b', '测试']) assert.equal(csvCell(text), `"${text}"`);
  });

  it('is read back by any reader of CSV', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const cell = csvCell(text);
        const inner = cell.slice(1, -1);
        assert.equal(/(?<!")"(?:"")*(?!")/.test(inner), false);
        const read = inner.replaceAll('""', '"');
        assert.ok(read === text.replaceAll('\0', '\ufffd') || read === `'${text.replaceAll('\0', '\ufffd')}`);
      }),
    );
  });
});
