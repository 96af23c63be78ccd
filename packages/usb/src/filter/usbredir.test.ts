import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  checkUsbredirFilter,
  consideredClasses,
  filterMatches,
  formatDeviceFilter,
  formatUsbredirFilter,
  parseDeviceFilter,
  parseUsbredirFilter,
  rulesFromUsbredir,
  usbredirFromRules,
  type DeviceFacts,
  type DeviceFilterText,
  type FilterRule,
  type UsbredirVerdict,
} from './index.ts';
import { anyDevice, anyUsbredirRule } from './testing/arbitrary.ts';

/** What libusbredirparser 0.13.0 itself answered: how it writes a string it read, and what it decides of devices. */
interface GoldenString {
  readonly string: string;
  readonly canonical: string | null;
}
interface GoldenCheck {
  readonly rules: string;
  readonly deviceClass: number;
  readonly interfaces: readonly (readonly [number, number, number])[];
  readonly vendorId: number;
  readonly productId: number;
  readonly deviceVersion: number;
  readonly defaultAllow: boolean;
  readonly judgeSecondaryHid: boolean;
  readonly verdict: UsbredirVerdict;
}
const golden = readFileSync(join(import.meta.dirname, 'testing/usbredir-golden.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as GoldenString | GoldenCheck);

function firstMatch(rules: readonly FilterRule[], device: DeviceFacts): string {
  return rules.find((rule) => filterMatches(rule.filter, device))?.effect ?? 'none';
}

function translated(text: string, options?: { defaultAllow: boolean }): [string, DeviceFilterText][] {
  return rulesFromUsbredir(parseUsbredirFilter(text), options).map((rule) => [
    rule.effect,
    formatDeviceFilter(rule.filter),
  ]);
}

describe('a usbredir filter string', () => {
  for (const { string, canonical } of golden.filter((entry) => 'string' in entry)) {
    it(`${JSON.stringify(string)} is ${canonical === null ? 'refused' : 'read'} as libusbredirparser does`, () => {
      if (canonical === null) assert.throws(() => parseUsbredirFilter(string), { code: 'filter.usbredir' });
      else assert.equal(formatUsbredirFilter(parseUsbredirFilter(string)), canonical);
    });
  }

  it('decides of 300 devices what libusbredirparser decides', () => {
    const checks = golden.filter((entry) => 'rules' in entry);
    assert.equal(checks.length, 300);
    for (const check of checks) {
      const device: DeviceFacts = {
        ...check,
        serial: '',
        portPath: { bus: 1, ports: [1] },
        deviceClass: { classCode: check.deviceClass, subclass: 0, protocol: 0 },
        interfaces: check.interfaces.map(([classCode, subclass, protocol]) => ({
          classCode,
          subclass,
          protocol,
        })),
      };
      const verdict = checkUsbredirFilter(parseUsbredirFilter(check.rules), device, check);
      assert.equal(verdict, check.verdict, JSON.stringify(check));
    }
  });

  for (const number of ['4294967295', '2147483648', '99999999999999999999', '-4294967297']) {
    it(`is refused where ${number} would wrap round`, () => {
      assert.throws(() => parseUsbredirFilter(`8,${number},-1,-1,1`), {
        code: 'filter.usbredir',
        message: /rule 1.*vendor/,
      });
    });
  }

  it('is refused when it is too long', () => {
    assert.throws(() => parseUsbredirFilter('8,-1,-1,-1,1|'.repeat(257)), { code: 'filter.usbredir' });
    assert.throws(() => parseUsbredirFilter('|'.repeat(16_385)), { code: 'filter.usbredir' });
  });

  it('is written as it is read, in both ways of writing', () => {
    fc.assert(
      fc.property(
        fc.array(anyUsbredirRule),
        fc.constantFrom(',' as const, ':' as const),
        (rules, separator) => {
          assert.deepEqual(parseUsbredirFilter(formatUsbredirFilter(rules, separator)), rules);
        },
      ),
    );
  });
});

describe('any text at all', () => {
  it('is a usbredir filter or is refused as none', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('0', 'x', '8', '-', '1', ',', ':', '|', ' ', 'f') }),
    );
    fc.assert(
      fc.property(text, (each) => {
        try {
          const rules = parseUsbredirFilter(each);
          assert.deepEqual(parseUsbredirFilter(formatUsbredirFilter(rules)), rules);
        } catch (error) {
          assert.equal((error as { code?: unknown }).code, 'filter.usbredir');
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('usbredir rules as Farport’s', () => {
  it('deny a class and allow the rest', () => {
    assert.deepEqual(translated('0x03,-1,-1,-1,0|-1,-1,-1,-1,1'), [
      ['deny', { classes: { any: ['03'], ignoreSecondaryHid: true } }],
      ['allow', {}],
    ]);
  });

  it('allow only devices that have nothing but the allowed class', () => {
    assert.deepEqual(translated('0x08,-1,-1,-1,1'), [
      ['allow', { classes: { every: ['08'], ignoreSecondaryHid: true } }],
      ['deny', {}],
    ]);
  });

  it('keep one stick out of a denied class', () => {
    assert.deepEqual(translated('8,0x0781,0x5583,-1,1|8,-1,-1,-1,0', { defaultAllow: true }), [
      ['deny', { exceptIds: ['0781:5583'], classes: { any: ['08'], ignoreSecondaryHid: true } }],
      ['allow', {}],
    ]);
  });

  it('decide the same of every device that has a class', () => {
    fc.assert(
      fc.property(
        fc.array(anyUsbredirRule, { maxLength: 8 }),
        fc.boolean(),
        anyDevice,
        (rules, defaultAllow, device) => {
          fc.pre(consideredClasses(device, true).length > 0);
          const expected =
            checkUsbredirFilter(rules, device, { defaultAllow }) === 'allow' ? 'allow' : 'deny';
          assert.equal(firstMatch(rulesFromUsbredir(rules, { defaultAllow }), device), expected);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('survive the way out and back in, or are refused on the way out', () => {
    let written = 0;
    fc.assert(
      fc.property(fc.array(anyUsbredirRule, { maxLength: 6 }), anyDevice, (rules, device) => {
        fc.pre(consideredClasses(device, true).length > 0);
        const ours = rulesFromUsbredir(rules);
        let out;
        try {
          out = usbredirFromRules(ours);
        } catch (error) {
          assert.equal((error as { code?: unknown }).code, 'filter.not_expressible');
          return;
        }
        written++;
        assert.deepEqual(rulesFromUsbredir(out), ours);
        assert.equal(
          checkUsbredirFilter(out, device) === 'allow' ? 'allow' : 'deny',
          firstMatch(ours, device),
        );
      }),
      { numRuns: 2000 },
    );
    assert.ok(written > 500, `only ${written} were written`);
  });

  it('are refused where they would take too many rules', () => {
    const rules = Array.from(
      { length: 24 },
      (_, n) => `8,0x${(n + 1).toString(16)},-1,-1,1|8,-1,0x${(n + 1).toString(16)},-1,1`,
    );
    assert.throws(() => rulesFromUsbredir(parseUsbredirFilter(rules.join('|'))), {
      code: 'filter.too_complex',
    });
  });
});

describe('Farport’s rules as usbredir’s', () => {
  const rule = (effect: 'allow' | 'deny', text: DeviceFilterText): FilterRule => ({
    effect,
    filter: parseDeviceFilter(text),
  });
  const out = (...rules: FilterRule[]): string => formatUsbredirFilter(usbredirFromRules(rules));
  const hid = { ignoreSecondaryHid: true };

  it('are written where they mean the same', () => {
    assert.equal(
      out(
        rule('deny', { classes: { any: ['09', '03'], ...hid } }),
        rule('allow', { ids: ['0781:*', '046d:c31c@0110'] }),
      ),
      '0x09,-1,-1,-1,0|0x03,-1,-1,-1,0|-1,0x0781,-1,-1,1|-1,0x046d,0xc31c,0x0110,1|-1,-1,-1,-1,0',
    );
  });

  it('lose nothing behind a rule about every device', () => {
    assert.equal(
      out(rule('allow', {}), rule('deny', { classes: { any: ['08'], ...hid } })).startsWith('-1,-1,-1,-1,1'),
      true,
    );
  });

  for (const [why, rules] of [
    ['serial', [rule('allow', { serials: ['S1'] })]],
    ['ports', [rule('deny', { ports: ['1-2'] })]],
    ['digits', [rule('allow', { ids: ['0781:55**'] })]],
    ['subclass', [rule('deny', { classes: { any: ['03/01'], ...hid } })]],
    ['other way round', [rule('allow', { classes: { any: ['08'], ...hid } })]],
    ['ignoreSecondaryHid', [rule('deny', { classes: { any: ['08'] } })]],
    [
      'mean something else',
      [
        rule('allow', { classes: { every: ['08'], ...hid } }),
        rule('deny', { classes: { any: ['08'], ...hid } }),
        rule('allow', {}),
      ],
    ],
  ] as const) {
    it(`are refused where usbredir cannot say them: ${why}`, () => {
      assert.throws(() => usbredirFromRules(rules), {
        code: 'filter.not_expressible',
        message: new RegExp(`rule 1 .*${why}`),
      });
    });
  }
});
