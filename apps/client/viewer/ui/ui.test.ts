/** The parts of the page that need no page. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { keyCode } from './key-codes.ts';
import { Keyboard } from './keyboard.ts';
import { layOut, monitorFor, pixelAt } from './layout.ts';
import { strokesOf } from './us-keys.ts';
import { shownState, stateWords } from './state-words.ts';
import { Wheel, wireButtons } from './wheel.ts';
import { languageOf, LANGUAGES, wordsOf, type Word } from './words.ts';

function keyboard() {
  const heard: string[] = [];
  const made = new Keyboard({
    key: (code, down) => heard.push(`${code} ${down ? 'down' : 'up'}`),
    releaseAll: () => heard.push('release'),
    released: () => heard.push('given back'),
  });
  const press = (code: string, timeStamp = 0, repeat = false) =>
    made.down({ code, repeat, timeStamp, getModifierState: () => false });
  return { heard, keyboard: made, press };
}

describe('a key', () => {
  it('is told by its place, as linux/input-event-codes.h counts', () => {
    const some = {
      Escape: 1,
      Digit0: 11,
      KeyQ: 16,
      KeyA: 30,
      Backquote: 41,
      Backslash: 43,
      KeyM: 50,
      Space: 57,
    };
    const more = { F10: 68, Numpad7: 71, NumpadDecimal: 83, IntlBackslash: 86, F11: 87, F12: 88, IntlRo: 89 };
    const last = {
      NumpadEnter: 96,
      ControlRight: 97,
      AltRight: 100,
      Home: 102,
      Delete: 111,
      MetaLeft: 125,
      F24: 194,
    };
    for (const [code, number] of Object.entries({ ...some, ...more, ...last }))
      assert.equal(keyCode(code), number, code);
    assert.equal(keyCode('Unidentified'), undefined);
    assert.equal(keyCode(''), undefined);
  });

  it('that is held is told once, and one that is unknown stays with the browser', () => {
    const { heard, press } = keyboard();
    assert.equal(press('KeyA'), true);
    assert.equal(press('KeyA', 0, true), true);
    assert.equal(press('Unidentified'), false);
    assert.deepEqual(heard, ['30 down']);
  });

  it('goes up when the person looks elsewhere, and its own going up is not told again', () => {
    const { heard, keyboard: made, press } = keyboard();
    press('KeyA');
    made.release();
    made.up({ code: 'KeyA' });
    assert.deepEqual(heard, ['30 down', 'release']);
  });

  it('of the chord gives keyboard and pointer back, but only where nothing else was pressed', () => {
    const { heard, keyboard: made, press } = keyboard();
    for (const code of ['ControlRight', 'AltLeft', 'ShiftLeft']) press(code);
    made.up({ code: 'AltLeft' });
    assert.deepEqual(heard.slice(3), ['56 up', 'release', 'given back']);
    heard.length = 0;
    for (const code of ['ControlLeft', 'AltLeft', 'ShiftLeft', 'KeyA']) press(code);
    for (const code of ['KeyA', 'ShiftLeft', 'AltLeft', 'ControlLeft']) made.up({ code });
    assert.ok(!heard.includes('given back'));
  });

  it('AltGr on Windows is no left control', () => {
    const { heard, press } = keyboard();
    press('ControlLeft', 1000);
    press('AltRight', 1000);
    assert.deepEqual(heard, ['29 down', '29 up', '100 down']);
  });

  it('that macOS says nothing of goes up with Meta', () => {
    const { heard, keyboard: made, press } = keyboard();
    press('MetaLeft');
    press('KeyC');
    made.up({ code: 'MetaLeft' });
    assert.deepEqual(heard, ['125 down', '46 down', 'release']);
  });

  it('from a menu goes down and up in order', () => {
    const { heard, keyboard: made } = keyboard();
    made.press(['ControlLeft', 'Delete']);
    assert.deepEqual(heard, ['29 down', '111 down', '111 up', '29 up']);
  });
});

describe('the strokes of a text', () => {
  it('are those of a US keyboard: one for each letter, sign and end of a line', () => {
    const { strokes, without } = strokesOf('Az 0)\r\n\t~');
    assert.deepEqual(without, []);
    assert.deepEqual(
      strokes.map(({ code, shift }) => `${shift ? '+' : ''}${code}`).join(' '),
      '+KeyA KeyZ Space Digit0 +Digit0 Enter Tab +Backquote',
    );
    const printable = Array.from({ length: 95 }, (_, n) => String.fromCharCode(0x20 + n)).join('');
    const all = strokesOf(printable);
    assert.equal(new Set(all.strokes.map(({ code, shift }) => `${code} ${shift}`)).size, 95);
    assert.ok(all.strokes.every(({ code }) => keyCode(code) !== undefined));
  });

  it('are none where a letter is missing, which is told once', () => {
    assert.deepEqual(strokesOf('aüb😀ü'), { strokes: [], without: ['ü', '😀'] });
  });
});

describe('the layout', () => {
  const head = { head: 0, width: 400, height: 300, x: 0, y: 0 };

  it('fits, is pixel for pixel, or whole', () => {
    const stage = { width: 1000, height: 900 };
    assert.equal(layOut([head], stage, 'fit').scale, 2.5);
    assert.equal(layOut([head], stage, 'one').scale, 1);
    assert.equal(layOut([head], stage, 'integer').scale, 2);
    assert.equal(layOut([head], { width: 100, height: 100 }, 'integer').scale, 1);
    assert.deepEqual(layOut([], stage, 'fit'), { scale: 1, desk: { width: 0, height: 0 }, heads: [] });
  });

  it('finds the pixel under the pointer, at every scale', () => {
    fc.assert(
      fc.property(fc.integer({ min: 50, max: 4000 }), fc.nat(399), fc.nat(299), (width, x, y) => {
        const layout = layOut([head], { width, height: 3000 }, 'fit');
        const found = pixelAt(layout, (x + 0.5) * layout.scale, (y + 0.5) * layout.scale);
        assert.deepEqual(found, { head: 0, x, y });
      }),
    );
  });

  it('has heads beside each other, and outside of them the nearest pixel', () => {
    const second = { head: 2, width: 200, height: 100, x: 400, y: 50 };
    const layout = layOut([head, second], { width: 600, height: 300 }, 'one');
    assert.deepEqual(pixelAt(layout, 401, 51), { head: 2, x: 1, y: 1 });
    assert.deepEqual(pixelAt(layout, -5, 1000), { head: 0, x: 0, y: 299 });
    assert.deepEqual(pixelAt(layout, 9999, 90), { head: 2, x: 199, y: 40 });
    assert.equal(pixelAt(layOut([], { width: 1, height: 1 }, 'fit'), 0, 0), undefined);
  });

  it('wishes for a monitor as large as the window, within what a VM takes', () => {
    const stage = { width: 1921, height: 1000 };
    assert.deepEqual(monitorFor(stage, 1, 'fit'), {
      x: 0,
      y: 0,
      width: 1921,
      height: 1000,
      widthMm: 508,
      heightMm: 265,
    });
    const { width, height, widthMm } = monitorFor(stage, 2, 'integer');
    assert.deepEqual([width, height, widthMm], [960, 500, 254]);
    const tiny = monitorFor({ width: 3, height: 20_000 }, 1, 'fit');
    assert.deepEqual([tiny.width, tiny.height], [64, 8192]);
  });
});

describe('the wheel', () => {
  it('is a notch for 100 pixels, 3 lines or a page, and loses nothing', () => {
    const wheel = new Wheel();
    assert.deepEqual(wheel.turn({ deltaX: 0, deltaY: 100, deltaMode: 0 }), { horizontal: 0, vertical: -120 });
    assert.deepEqual(wheel.turn({ deltaX: 3, deltaY: 0, deltaMode: 1 }), { horizontal: 120, vertical: 0 });
    assert.deepEqual(wheel.turn({ deltaX: 0, deltaY: -1, deltaMode: 2 }), { horizontal: 0, vertical: 120 });
    assert.equal(wheel.turn({ deltaX: 0, deltaY: 0.5, deltaMode: 0 }), undefined);
    assert.deepEqual(wheel.turn({ deltaX: 0, deltaY: 0.5, deltaMode: 0 }), { horizontal: 0, vertical: -1 });
  });

  it('buttons are left, middle, right, side, extra', () => {
    assert.deepEqual([1, 2, 4, 8, 16, 31].map(wireButtons), [1, 4, 2, 8, 16, 31]);
  });
});

describe('words', () => {
  it('are there in every language, and name the VM', () => {
    for (const language of LANGUAGES) {
      const word = wordsOf(language, 'a$&b');
      assert.ok(word('screen').includes('a$&b'));
      for (const key of ['keys', 'linkLost', 'stopped', 'takenOver', 'broken'] satisfies Word[]) {
        assert.ok(word(key).length > 0);
        assert.doesNotMatch(word(key), /[{}]/);
      }
    }
  });

  it('are in the first language of the browser that there are words for', () => {
    assert.equal(languageOf(['de', 'zh-CN', 'en']), 'zh-Hans');
    assert.equal(languageOf(['en-GB', 'zh']), 'en');
    assert.equal(languageOf(['fr']), 'en');
  });

  it('say each state, and a try by itself goes on saying what it waits for', () => {
    const lost = { kind: 'link-lost', code: 'protocol.link', retryMs: 200 } as const;
    assert.equal(stateWords(lost, 1)?.title, 'linkLost');
    assert.equal(stateWords({ kind: 'connected' }, 1), undefined);
    assert.equal(stateWords({ kind: 'connected' }, 0)?.title, 'noPicture');
    assert.equal(stateWords({ kind: 'refused', code: 'anything.else' }, 0)?.title, 'refused');
    assert.equal(shownState(lost, { kind: 'connecting' }), lost);
    assert.equal(shownState({ kind: 'taken-over' }, { kind: 'connecting' }).kind, 'connecting');
    assert.equal(shownState(lost, { kind: 'connected' }).kind, 'connected');
  });
});
