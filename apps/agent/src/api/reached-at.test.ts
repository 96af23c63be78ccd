import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reachedAt } from './reached-at.ts';

describe('how an agent is reached', () => {
  it('is where it listens, where that is one place', () => {
    assert.equal(reachedAt({ address: '192.0.2.1', port: 4747 }, 'server', undefined), '192.0.2.1:4747');
    assert.equal(reachedAt({ address: '::1', port: 4747 }, 'server', undefined), '[::1]:4747');
  });

  it('is its public address, or the name of its machine, where it listens everywhere', () => {
    const all = { address: '0.0.0.0', port: 4747 };
    assert.equal(reachedAt(all, 'server', undefined), 'server:4747');
    assert.equal(
      reachedAt({ ...all, address: '::' }, 'server', 'https://farport.example.com'),
      'farport.example.com:443',
    );
    assert.equal(reachedAt(all, 'server', 'https://farport.example.com:4747'), 'farport.example.com:4747');
  });
});
