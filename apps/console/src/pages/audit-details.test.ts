import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeDecision } from '@farport/fleet';
import { en } from '../words/en.ts';
import type { Language, Words } from '../words/index.tsx';
import { zhHans } from '../words/zh-hans.ts';
import { actorWords, detailWords, reasonWords } from './audit-details.ts';

/** Stands for the page's words, whose module needs a browser. */
function fakeWords(language: Language): Words {
  const catalogue: Readonly<Record<string, string>> = language === 'en' ? en : zhHans;
  const maybe: Words['maybe'] = (name, values = {}) =>
    (Object.hasOwn(catalogue, name) ? catalogue[name] : undefined)?.replaceAll(
      /\{([a-zA-Z]+)\}/g,
      (gap, key: string) => String(values[key] ?? gap),
    );
  const said: Partial<Words> = {
    language,
    maybe,
    bytes: (count) => `${count} B`,
    span: (seconds) => `${seconds} s`,
    at: (at) => new Date(at).toISOString(),
  };
  return said as Words;
}
const english = fakeWords('en');
const chinese = fakeWords('zh-Hans');

describe('the details of a record', () => {
  const details = (of: Record<string, string>, words = chinese): string[] =>
    detailWords({ details: of }, words);

  it('have names and values in words, and units', () => {
    const ended = { fence: '7', seconds: '90', bytesToVm: '1024', unheard: 'of' };
    assert.deepEqual(details(ended), ['租约编号: 7', '时长: 90 s', '发往虚拟机: 1024 B', 'unheard: of']);
    assert.deepEqual(details(ended, english).slice(0, 2), ['lease number: 7', 'for: 90 s']);
    assert.deepEqual(details({ locked: 'yes', by: 'ticket' }), ['帐户已锁定: 是', '凭据: 票据']);
  });

  it('tell what has changed', () => {
    const changed = { role: 'operator → user', enabled: 'true → false', name: 'on → off' };
    assert.deepEqual(details(changed), ['角色: 操作员 → 用户', '启用: 是 → 否', '名称: on → off']);
  });

  it('say what an assignment is about', () => {
    assert.deepEqual(details({ what: 'device 0403:6001 A50285BI' }), ['对象: 设备 0403:6001 A50285BI']);
    assert.deepEqual(details({ what: 'devices that fit {"id":"0781:*"}' }), [
      '对象: 符合 {"id":"0781:*"} 的设备',
    ]);
    assert.deepEqual(details({ what: 'port 1-4' }, english), ['what: port 1-4']);
  });

  it('stay as they are where they are no words of ours', () => {
    assert.deepEqual(details({ by: 'https://login.example.com', uses: '3', expires: 'x' }), [
      '凭据: https://login.example.com',
      '可用次数: 3',
      '到期: x',
    ]);
  });
});

describe('who did it', () => {
  it('is a person by name, and the agent in words', () => {
    assert.equal(actorWords({ kind: 'user', id: 'u', name: 'agent' }, chinese), 'agent');
    assert.equal(actorWords({ kind: 'system', id: null, name: 'agent' }, chinese), '代理');
    assert.equal(
      actorWords({ kind: 'system', id: null, name: 'local administrator' }, chinese),
      '本机管理员',
    );
    assert.equal(actorWords({ kind: 'system', id: null, name: 'constructor' }, chinese), 'constructor');
  });
});

describe('the reason of a record', () => {
  it('is said in the other language, with its names', () => {
    assert.equal(reasonWords('device.attached', 'wrong password', chinese), '密码错误');
    assert.equal(
      reasonWords('device.attached', 'denied by rule “No [sticks] “at” all”', chinese),
      '规则“No [sticks] “at” all”拒绝',
    );
    assert.equal(reasonWords('device.attached', 'denied by rule “groups”', chinese), '规则“groups”拒绝');
    assert.equal(reasonWords('device.attached', 'uwe has left the client', chinese), 'uwe 已离开客户端');
    assert.equal(
      reasonWords('device.attached', 'your role (help_desk) does not allow vm.read', chinese),
      `角色“${zhHans['role.help_desk']}”不允许此操作：${zhHans['operation.vm.read']}`,
    );
    assert.equal(
      reasonWords(
        'device.attached',
        'its classes are others than the client had reported; denied by rule “No keyboards”',
        chinese,
      ),
      '设备的类别与客户端报告的不同；规则“No keyboards”拒绝',
    );
  });

  it('is said for a code in either', () => {
    assert.equal(reasonWords('device.attached', 'enrolment.used', english), 'the code was used already');
    assert.equal(reasonWords('device.attached', 'enrolment.used', chinese), '注册码已被使用');
  });

  it('is said for whatever a policy can decide', () => {
    const rule = { ruleId: 'r', ruleName: 'Sticks' };
    for (const decision of [
      { outcome: 'allow', decidedBy: { kind: 'rule', ...rule } },
      { outcome: 'deny', decidedBy: { kind: 'rule', ...rule } },
      { outcome: 'ask', decidedBy: { kind: 'rule', ...rule } },
      { outcome: 'hold', decidedBy: { kind: 'switch', switch: 'existing', ...rule } },
      { outcome: 'hold', decidedBy: { kind: 'switch', switch: 'new', ...rule } },
      { outcome: 'deny', decidedBy: { kind: 'no_rule' } },
    ] as const) {
      const said = describeDecision(decision);
      assert.doesNotMatch(
        reasonWords('device.attached', said, chinese).replace('Sticks', ''),
        /[a-z]/i,
        said,
      );
    }
  });

  it('is a person’s own in all other cases', () => {
    for (const words of [english, chinese])
      assert.equal(reasonWords('device.attached', 'needed at the counter', words), 'needed at the counter');
    for (const typed of ['unplugged', 'enrolment.used', 'wrong password'])
      for (const words of [english, chinese])
        assert.equal(reasonWords('device.force_released', typed, words), typed);
  });
});
