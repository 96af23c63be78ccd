// The watcher of a page on a screen whose picture follows a key after a known time.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { bitsOf, CELL, MARKER_CELLS } from '../screen/marker.ts';
import { XScreen } from '../screen/x-screen.ts';
import { markerPlace, Reactions } from './reactions.ts';

/** Draws numbers as the guest does; the next one `afterMs` after each key. */
const picture = (
  numbers: readonly number[],
  afterMs: number,
): string => `<!doctype html><canvas></canvas><script>
  const context = document.querySelector('canvas').getContext('2d');
  const numbers = ${JSON.stringify(numbers)};
  const draw = () => {
    const bits = numbers.shift();
    for (let cell = 0; cell < ${MARKER_CELLS}; cell += 1) {
      context.fillStyle = (bits >> (${MARKER_CELLS - 1} - cell)) & 1 ? '#fff' : '#000';
      context.fillRect(${markerPlace.x} + cell * ${CELL}, ${markerPlace.y}, ${CELL}, ${4 * CELL});
    }
  };
  draw();
  window.addEventListener('keydown', () => { setTimeout(draw, ${afterMs}); });
</script>`;

it('times a key until the picture is another', { timeout: 60_000 }, async () => {
  const screen = await XScreen.start();
  try {
    const page = await screen.browser.newPage();
    await page.setContent(picture([1, 2, 3].map(bitsOf), 200));
    await using reactions = await Reactions.watch(screen, page, 'canvas');
    const press = () => page.keyboard.press('a');
    assert.ok((await reactions.time(press)) >= 200);
    // Nothing of the one before is left over.
    assert.ok((await reactions.time(press)) >= 200);
  } finally {
    await screen.close();
  }
});
