/** What a guest wrote to its terminal, as text. */

/** Escape sequences (ECMA-48: CSI, OSC, the rest) and control characters, but tab and line feed. */
const terminal = new RegExp(
  String.raw`\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-_])|[\x00-\x08\x0b-\x1f\x7f]`,
  'g',
);

/** Without what moves a terminal's cursor and colours its text. */
export function plain(text: string): string {
  return text.replaceAll(terminal, '');
}
