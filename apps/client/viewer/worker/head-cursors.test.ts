/** One pointer that goes over several heads. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HeadCursors } from './head-cursors.ts';

function told(...heads: readonly (readonly [head: number, name?: string])[]) {
  const cursors = new HeadCursors();
  for (const [head, name] of heads) {
    const side = name === undefined ? 0 : 1;
    cursors.tell({
      shape: { head, width: side, height: side, hotX: 0, hotY: 0 },
      deflated: name === undefined ? undefined : Buffer.from(name),
    });
  }
  const { deflated } = cursors.take() ?? {};
  return deflated === undefined ? 'hidden' : Buffer.from(deflated).toString();
}

describe('the pointer of several heads', () => {
  it('goes from head 0 to head 1, whichever is told first', () => {
    assert.equal(told([0, 'arrow'], [0], [1, 'arrow on 1']), 'arrow on 1');
    assert.equal(told([0, 'arrow'], [1, 'arrow on 1'], [0]), 'arrow on 1');
  });

  it('goes from head 1 to head 0, whichever is told first', () => {
    assert.equal(told([1, 'arrow'], [0, 'arrow on 0'], [1]), 'arrow on 0');
    assert.equal(told([1, 'arrow'], [1], [0, 'arrow on 0']), 'arrow on 0');
  });

  it('is the one told last where several heads have it, and hidden only where none has', () => {
    assert.equal(told([0, 'a'], [1, 'b'], [0, 'c']), 'c');
    assert.equal(told([0, 'a'], [1, 'b'], [0], [1]), 'hidden');
  });

  it('is shown once', () => {
    const cursors = new HeadCursors();
    assert.equal(cursors.take(), undefined);
    cursors.tell({ shape: { head: 0, width: 0, height: 0, hotX: 0, hotY: 0 }, deflated: undefined });
    assert.ok(cursors.take());
    assert.equal(cursors.take(), undefined);
  });
});
