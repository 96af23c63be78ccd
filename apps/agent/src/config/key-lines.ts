/**
 * Where in a TOML text a key stands, for messages: the parser keeps no places. Reads only the beginnings of lines, of a
 * text that the parser has taken; what it cannot place gets the line of the nearest table around it.
 */

/** A bare or a quoted key, or several with dots between. */
const keyPattern =
  /^\s*((?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*'))*)\s*=/;
const headerPattern = /^\s*(\[\[?)\s*([^\]]+?)\s*\]/;

function plain(key: string): string {
  return key
    .split('.')
    .map((part) => part.trim().replace(/^(["'])(.*)\1$/, '$2'))
    .join('.');
}

/** Which of TOML's multi-line strings the line leaves open; `open` is the one it begins in. */
function stringAfter(line: string, open: string | undefined): string | undefined {
  let now = open;
  for (let at = 0; at < line.length; at++) {
    const three = line.slice(at, at + 3);
    if (now !== undefined) {
      if (now === '"""' && line[at] === '\\') at++;
      else if (three === now) {
        now = undefined;
        at += 2;
      }
    } else if (three === '"""' || three === "'''") {
      now = three;
      at += 2;
    } else if (line[at] === '#') return undefined;
  }
  return now;
}

/** The lines (from 1) of keys: "listen", "vm[0]", "vm[0].kernel". */
function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const counts = new Map<string, number>();
  let table = '';
  let open: string | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const inString = open !== undefined;
    open = stringAfter(line, open);
    if (inString) continue;
    const header = headerPattern.exec(line);
    const key = keyPattern.exec(line)?.[1];
    if (header?.[2] !== undefined) {
      const name = plain(header[2]);
      if (header[1] === '[[') {
        const number = counts.get(name) ?? 0;
        counts.set(name, number + 1);
        table = `${name}[${number}]`;
      } else {
        table = name;
      }
      if (!lines.has(table)) lines.set(table, index + 1);
    } else if (key !== undefined) {
      const name = table === '' ? plain(key) : `${table}.${plain(key)}`;
      if (!lines.has(name)) lines.set(name, index + 1);
    }
  }
  return lines;
}

/**
 * Puts a line before each mistake ("vm[0].kernel: is missing") whose key can be found, and sorts them by it.
 * `text` is TOML that was parsed.
 */
export function withLines(text: string, mistakes: readonly string[]): string[] {
  const lines = linesOf(text);
  const placed = mistakes.map((mistake) => {
    let key = /^([^\s:]+): /.exec(mistake)?.[1] ?? '';
    while (key !== '' && !lines.has(key)) key = key.replace(/(?:^|\.)[^.[\]]*$|\[\d+\]$/, '');
    return { line: lines.get(key), mistake };
  });
  return placed
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
    .map(({ line, mistake }) => (line === undefined ? mistake : `line ${line}: ${mistake}`));
}
