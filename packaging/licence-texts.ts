// How a part that somebody else wrote is told: its name, version and licence, and the texts it brings. Where it brings none,
// the standard text of its licence stands in.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Part {
  readonly name: string;
  readonly version: string;
  /** As its manifest says: "MIT OR Apache-2.0". */
  readonly license: string | undefined;
  readonly authors: readonly string[];
  readonly directory: string;
  /** What its licences ask to be said, and the licences of what it has taken in. */
  readonly more?: readonly string[];
}

/** https://opensource.org/license/mit; its notice names who holds the copyright. */
const mit = (holders: string): string => `Copyright (c) ${holders}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;

/** https://unlicense.org */
const unlicense = (): string => `This is free and unencumbered software released into the public domain.

Anyone is free to copy, modify, publish, use, compile, sell, or
distribute this software, either in source code form or as a compiled
binary, for any purpose, commercial or non-commercial, and by any
means.

In jurisdictions that recognize copyright laws, the author or authors
of this software dedicate any and all copyright interest in the
software to the public domain. We make this dedication for the benefit
of the public at large and to the detriment of our heirs and
successors. We intend this dedication to be an overt act of
relinquishment in perpetuity of all present and future rights to this
software under copyright law.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND,
EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT.
IN NO EVENT SHALL THE AUTHORS BE LIABLE FOR ANY CLAIM, DAMAGES OR
OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR
OTHER DEALINGS IN THE SOFTWARE.

For more information, please refer to <https://unlicense.org/>`;

const STANDARD: Readonly<Record<string, (holders: string) => string>> = { MIT: mit, Unlicense: unlicense };

export const separator = `\n\n${'-'.repeat(72)}\n\n`;

/** @throws Error where it brings no text, and its licence's is not known */
export function entryOf({ name, version, license, authors, directory, more = [] }: Part): string {
  const own = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(?:(?:un)?licen[cs]e|notice|copying)/i.test(entry.name))
    .map((entry) => readFileSync(join(directory, entry.name), 'utf8').trim());
  if (own.length === 0) {
    const choice = license?.split(' OR ').find((one) => one in STANDARD) ?? '';
    const text = STANDARD[choice]?.(authors.join(', ') || `the authors of ${name}`);
    if (text === undefined)
      throw new Error(`${name} ${version} brings no licence text: ${license ?? 'none'}`);
    own.push(text);
  }
  return [`${name} ${version}: ${license ?? 'see the text'}`, ...own, ...more].join('\n\n');
}

/** One file of all of them. */
export function joined(entries: readonly string[]): string {
  return `${[...entries].sort().join(separator)}\n`;
}
