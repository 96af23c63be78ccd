/** Which keys of a US keyboard write a text: for guests that can be given it in no other way. */

export interface Stroke {
  /** KeyboardEvent.code. */
  readonly code: string;
  readonly shift: boolean;
}

/** Each key's code, and what it writes alone and with Shift. */
const KEYS: readonly (readonly [code: string, alone: string, shifted: string])[] = [
  ...Array.from(
    'abcdefghijklmnopqrstuvwxyz',
    (letter) => [`Key${letter.toUpperCase()}`, letter, letter.toUpperCase()] as const,
  ),
  ...Array.from(')!@#$%^&*(', (sign, digit) => [`Digit${digit}`, String(digit), sign] as const),
  ['Minus', '-', '_'],
  ['Equal', '=', '+'],
  ['BracketLeft', '[', '{'],
  ['BracketRight', ']', '}'],
  ['Backslash', '\\', '|'],
  ['Semicolon', ';', ':'],
  ['Quote', "'", '"'],
  ['Backquote', '`', '~'],
  ['Comma', ',', '<'],
  ['Period', '.', '>'],
  ['Slash', '/', '?'],
  ['Space', ' ', ''],
  ['Enter', '\n', ''],
  ['Tab', '\t', ''],
];

const STROKES = new Map<string, Stroke>(
  KEYS.flatMap(([code, alone, shifted]): [string, Stroke][] => [
    [alone, { code, shift: false }],
    [shifted, { code, shift: true }],
  ]),
);

/** `without`: the characters, each once, that no key of it writes; then there are no strokes. */
export function strokesOf(text: string): {
  readonly strokes: readonly Stroke[];
  readonly without: readonly string[];
} {
  const strokes: Stroke[] = [];
  const without = new Set<string>();
  for (const character of text.replaceAll('\r\n', '\n')) {
    const stroke = STROKES.get(character);
    if (stroke === undefined) without.add(character);
    else strokes.push(stroke);
  }
  return { strokes: without.size === 0 ? strokes : [], without: [...without] };
}
