import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { hub, keyboard, request, stick } from '../testing/requests.ts';
import {
  decide,
  decideOutcome,
  decidingRuleName,
  describeDecision,
  describePassedOver,
  DryRun,
  parsePolicy,
  rulesOfUsbredirFilter,
  startingPolicy,
  usbredirFilterOf,
  type AttachRequest,
  type Policy,
  type PolicyDocument,
  type RecordedAttempt,
} from './index.ts';

function policyOf(
  rules: (Partial<PolicyDocument['rules'][number]> & { effect: 'allow' | 'deny' | 'ask' })[],
  rest: Partial<PolicyDocument> = {},
): Policy {
  return parsePolicy({
    ...startingPolicy(),
    rules: rules.map((rule, index) => ({
      id: `r${index + 1}`,
      name: `R${index + 1}`,
      enabled: true,
      ...rule,
    })),
    ...rest,
  });
}

function outcome(policy: Policy, change: Partial<AttachRequest> = {}): string {
  const decision = decide(policy, { ...request, ...change });
  return `${decision.outcome} by ${decidingRuleName(decision.decidedBy)}`;
}

describe('the starting policy', () => {
  const policy = parsePolicy(startingPolicy());
  it('lets a stick through', () => {
    assert.equal(outcome(policy), 'allow by Everything else');
  });
  it('keeps hubs out', () => {
    assert.equal(outcome(policy, { device: hub }), 'deny by Hubs stay out');
  });
  it('leaves keyboards with the client, also those with extra keys', () => {
    assert.equal(outcome(policy, { device: keyboard }), 'deny by Keyboards and mice stay with the client');
  });
  it('leaves mice with the client', () => {
    const mouse = { ...keyboard, interfaces: [{ classCode: 3, subclass: 1, protocol: 2 }] };
    assert.equal(outcome(policy, { device: mouse }), 'deny by Keyboards and mice stay with the client');
  });
});

describe('a policy', () => {
  it('decides by the first rule that matches', () => {
    const policy = policyOf([
      { effect: 'ask', device: { ids: ['046d:*'] } },
      { effect: 'deny', device: { classes: { any: ['08'] } } },
      { effect: 'allow' },
    ]);
    assert.equal(outcome(policy), 'deny by R2');
    assert.equal(outcome(policy, { device: keyboard }), 'ask by R1');
    assert.equal(outcome(policy, { device: hub }), 'allow by R3');
  });

  it('denies what no rule allows', () => {
    const policy = policyOf([{ effect: 'allow', vms: ['v-other'] }]);
    assert.equal(outcome(policy), 'deny by no rule');
    assert.equal(outcome(policyOf([])), 'deny by no rule');
  });

  it('names the rule that decided and why each earlier one did not match', () => {
    const policy = policyOf([
      { effect: 'deny', enabled: false },
      { effect: 'deny', device: { ids: ['046d:*'] } },
      { effect: 'deny', device: { ports: ['1-7.*'] } },
      { effect: 'deny', clients: ['c-lab'] },
      { effect: 'deny', users: ['u-bob'], groups: ['g-it'] },
      { effect: 'deny', vms: ['v-server'] },
      { effect: 'deny', times: [{ days: ['sat', 'sun'], from: '00:00', to: '24:00' }] },
      { effect: 'allow', name: 'Sticks of sales', groups: ['g-sales'] },
      { effect: 'deny' },
    ]);
    const decision = decide(policy, request);
    const names = new Map([
      ['c-reception', 'reception-3'],
      ['u-bob', 'bob'],
      ['g-it', 'IT'],
      ['u-alice', 'alice'],
    ]);
    assert.deepEqual(
      [
        describeDecision(decision),
        ...decision.passedOver.map((passed) => describePassedOver(passed, (id) => names.get(id) ?? id)),
      ],
      [
        'allowed by rule “Sticks of sales”',
        'rule “R1” is switched off',
        'rule “R2” does not match: id is 0781:5583@0110, not 046d:*',
        'rule “R3” does not match: port is 1-2, not 1-7.*',
        'rule “R4” does not match: client is reception-3, not c-lab',
        'rule “R5” does not match: user is alice, not bob, IT',
        'rule “R6” does not match: vm is v-desk, not v-server',
        'rule “R7” does not match: time is tue 10:00, not sat sun 00:00 to 24:00',
      ],
    );
    assert.deepEqual(decision.decidedBy, { kind: 'rule', ruleId: 'r8', ruleName: 'Sticks of sales' });
  });

  it('matches a user by name or by group, and nobody by neither', () => {
    const policy = policyOf([{ effect: 'allow', users: ['u-alice'], groups: ['g-it'] }]);
    const bob = { id: 'u-bob', name: 'bob', groups: [{ id: 'g-it', name: 'IT' }] };
    const carol = { id: 'u-carol', name: 'carol', groups: [] };
    assert.equal(outcome(policy), 'allow by R1');
    assert.equal(outcome(policy, { user: bob }), 'allow by R1');
    assert.equal(outcome(policy, { user: carol }), 'deny by no rule');
    assert.equal(outcome(policy, { user: null }), 'deny by no rule');
  });

  describe('has a switch each for devices that are there and devices that come', () => {
    for (const [existing, fresh, trigger, expected] of [
      [true, true, 'existing', 'allow'],
      [true, true, 'new', 'allow'],
      [false, true, 'existing', 'hold'],
      [false, true, 'new', 'allow'],
      [true, false, 'existing', 'allow'],
      [true, false, 'new', 'hold'],
      [false, false, 'manual', 'allow'],
    ] as const) {
      it(`existing ${existing ? 'on' : 'off'}, new ${fresh ? 'on' : 'off'}, ${trigger}: ${expected}`, () => {
        const policy = policyOf([{ effect: 'allow' }], { automatic: { existing, new: fresh } });
        assert.equal(decide(policy, { ...request, trigger }).outcome, expected);
      });
    }
    it('that turn no "deny" and no "ask" into anything else', () => {
      const off = { automatic: { existing: false, new: false } };
      assert.equal(outcome(policyOf([{ effect: 'deny' }], off), { trigger: 'new' }), 'deny by R1');
      assert.equal(outcome(policyOf([{ effect: 'ask' }], off), { trigger: 'new' }), 'ask by R1');
    });
    it('and says which one held a device back', () => {
      const policy = policyOf([{ effect: 'allow' }], { automatic: { existing: false, new: true } });
      assert.match(
        describeDecision(decide(policy, { ...request, trigger: 'existing' })),
        /already plugged in/,
      );
    });
  });

  it('decides the same with reasons and without', () => {
    const condition = fc.record(
      {
        device: fc.constantFrom({ ids: ['0781:*'] }, { classes: { any: ['03'] } }),
        clients: fc.constantFrom(['c-reception'], ['c-lab']),
        groups: fc.constantFrom(['g-sales'], ['g-it']),
        vms: fc.constantFrom(['v-desk'], ['v-other']),
        enabled: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    const rule = fc
      .tuple(condition, fc.constantFrom('allow' as const, 'deny' as const, 'ask' as const))
      .map(([conditions, effect]) => ({ ...conditions, effect }));
    fc.assert(
      fc.property(
        fc.array(rule, { maxLength: 6 }),
        fc.constantFrom(stick, keyboard, hub),
        fc.constantFrom('manual' as const, 'new' as const, 'existing' as const),
        (rules, device, trigger) => {
          const policy = policyOf(rules, { automatic: { existing: false, new: true } });
          const { passedOver, ...verdict } = decide(policy, { ...request, device, trigger });
          assert.deepEqual(decideOutcome(policy, { ...request, device, trigger }), verdict);
          const place = verdict.decidedBy.kind === 'no_rule' ? rules.length : passedOver.length;
          assert.equal(passedOver.length, place);
        },
      ),
    );
  });
});

describe('what is no policy', () => {
  const rule = { id: 'r1', name: 'R1', enabled: true, effect: 'allow' };
  for (const [what, document, message] of [
    ['nothing', null, /must be object/],
    ['an unknown key', { ...startingPolicy(), extra: 1 }, /extra/],
    [
      'an unknown effect',
      { ...startingPolicy(), rules: [{ ...rule, effect: 'maybe' }] },
      /rules\[0\]\.effect/,
    ],
    [
      'an empty condition',
      { ...startingPolicy(), rules: [{ ...rule, users: [] }] },
      /rules\[0\]\.users.*"any"/,
    ],
    ['two rules of one id', { ...startingPolicy(), rules: [rule, rule] }, /rules\[1\] \("R1"\).*taken/],
    [
      'a bad id pattern',
      { ...startingPolicy(), rules: [{ ...rule, device: { ids: ['nope'] } }] },
      /rules\[0\] \("R1"\).*VID:PID/,
    ],
    [
      'a bad time',
      { ...startingPolicy(), rules: [{ ...rule, times: [{ days: ['mon'], from: '25:00', to: '26:00' }] }] },
      /no time of day/,
    ],
    ['an unknown time zone', { ...startingPolicy(), timeZone: 'Mars/Olympus' }, /no time zone/],
    [
      'too many rules',
      { ...startingPolicy(), rules: Array.from({ length: 501 }, () => rule) },
      /at most 500/,
    ],
    ['a rule without a name', { ...startingPolicy(), rules: [{ ...rule, name: ' ' }] }, /rules\[0\]\.name/],
  ] as const) {
    it(`${what} is refused, with what is wrong`, () => {
      assert.throws(() => parsePolicy(document), { code: 'policy.invalid', message });
    });
  }
});

describe('a dry run', () => {
  const attempt = (seq: number, change: Partial<AttachRequest>): RecordedAttempt => ({
    seq,
    request: { ...request, ...change },
    ...decideOutcome(parsePolicy(startingPolicy()), { ...request, ...change }),
    policyVersion: 1,
  });
  const attempts = [
    attempt(1, {}),
    attempt(2, { device: keyboard }),
    attempt(3, {}),
    attempt(4, { client: { id: 'c-lab', name: 'lab' } }),
  ];

  it('tells what would have changed', () => {
    const run = new DryRun(
      policyOf([
        { effect: 'allow', clients: ['c-lab'] },
        { effect: 'deny', device: { classes: { any: ['08'] } } },
      ]),
    );
    run.add(attempts.slice(0, 2));
    run.add(attempts.slice(2));
    const report = run.report();
    assert.equal(report.examined, 4);
    assert.deepEqual(report.transitions, [{ before: 'allow', after: 'deny', count: 2 }]);
    assert.equal(report.otherRule, 2);
    assert.deepEqual(
      report.examples.map(({ attempt: { seq } }) => seq),
      [3, 1],
    );
  });

  it('changes nothing where the policy is the same', () => {
    const run = new DryRun(parsePolicy(startingPolicy()));
    run.add(attempts);
    assert.deepEqual(run.report(), { examined: 4, transitions: [], otherRule: 0, examples: [] });
  });

  it('keeps only so many examples, the latest', () => {
    const run = new DryRun(policyOf([]), 3);
    for (let seq = 1; seq <= 100; seq++) run.add([attempt(seq, {})]);
    assert.deepEqual(
      run.report().examples.map((example) => example.attempt.seq),
      [100, 99, 98],
    );
    assert.deepEqual(run.report().transitions, [{ before: 'allow', after: 'deny', count: 100 }]);
  });
});

describe('usbredir filters and policies', () => {
  it('go in as rules and come out as the same filter', () => {
    const filter = '0x08,0x0781,0x5583,-1,1|0x08,-1,-1,-1,0|-1,-1,-1,-1,1';
    const rules = rulesOfUsbredirFilter(filter, { name: 'SPICE', idPrefix: 'spice' });
    const policy = parsePolicy({ ...startingPolicy(), rules });
    assert.deepEqual(
      rules.map(({ id, name, effect }) => [id, name, effect]),
      [
        ['spice-1', 'SPICE 1', 'deny'],
        ['spice-2', 'SPICE 2', 'allow'],
      ],
    );
    assert.equal(outcome(policy), 'allow by SPICE 2');
    assert.equal(outcome(policy, { device: { ...stick, productId: 1 } }), 'deny by SPICE 1');
    assert.throws(() => usbredirFilterOf(policy), { code: 'policy.not_expressible' });
  });

  it('come out of a policy that says nothing usbredir cannot say', () => {
    const policy = policyOf([
      { effect: 'deny', device: { classes: { any: ['09'], ignoreSecondaryHid: true } } },
      { effect: 'deny', enabled: false, users: ['u-bob'] },
      { effect: 'allow', device: { ids: ['0781:*'] } },
    ]);
    assert.equal(usbredirFilterOf(policy), '0x09,-1,-1,-1,0|-1,0x0781,-1,-1,1|-1,-1,-1,-1,0');
  });

  for (const [what, rule] of [
    ['asking', { effect: 'ask' }],
    ['clients', { effect: 'allow', clients: ['c'] }],
    ['users', { effect: 'allow', groups: ['g'] }],
    ['VMs', { effect: 'allow', vms: ['v'] }],
    ['times', { effect: 'allow', times: [{ days: ['mon'], from: '08:00', to: '09:00' }] }],
  ] as const) {
    it(`do not come out of a rule with ${what}`, () => {
      assert.throws(() => usbredirFilterOf(policyOf([rule])), {
        code: 'policy.not_expressible',
        message: new RegExp(`“R1”.*${what}`),
      });
    });
  }
});
