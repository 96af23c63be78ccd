/** Ends of lines against what regular expressions make of the same text. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { withCrLf, withLf } from './line-ends.ts';

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const texts = fc.string({ unit: fc.constantFrom('\r', '\n', 'a', '\u00ff'), maxLength: 40 });

describe('ends of lines', () => {
  it('are LF after withLf; a CR alone stays', () => {
    fc.assert(
      fc.property(texts, (text) => {
        assert.equal(textOf(withLf(latin1(text))), text.replaceAll('\r\n', '\n'));
      }),
    );
  });

  it('are CR LF after withCrLf; those that were stay', () => {
    fc.assert(
      fc.property(texts, (text) => {
        assert.equal(textOf(withCrLf(latin1(text))), text.replaceAll(/(?<!\r)\n/g, '\r\n'));
      }),
    );
  });

  it('cost nothing where there are none', () => {
    const text = latin1('one line');
    assert.equal(withLf(text), text);
    assert.equal(withCrLf(text), text);
  });
});
