import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readConfig } from './config.ts';

describe('the configuration file of the client', () => {
  const folder = mkdtempSync(join(tmpdir(), 'farport-config-'));
  const file = join(folder, 'client.json');
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('may be absent', async () => {
    assert.deepEqual(await readConfig(join(folder, 'none.json')), {});
  });

  it('holds the agent and its fingerprint', async () => {
    writeFileSync(file, '{"agent":"a:1","fingerprint":"sha256:0"}');
    assert.deepEqual(await readConfig(file), { agent: 'a:1', fingerprint: 'sha256:0' });
  });

  const wrong: [text: string, what: string][] = [
    ['{"agent":1}', 'agent: must be string'],
    ['{"agnet":"a:1"}', 'agnet: no such key'],
    ['{"tiket":1,"fingerprint":null,"x":2}', 'fingerprint: must be string; tiket: no such key, nor "x"'],
    ['[]', 'must be object'],
    ['null', 'must be object'],
  ];
  for (const [text, what] of wrong) {
    it(`is refused: ${text}`, async () => {
      writeFileSync(file, text);
      await assert.rejects(readConfig(file), {
        code: 'config.invalid',
        message: `${file}: ${what}. It may hold "agent" and "fingerprint"`,
      });
    });
  }
});
