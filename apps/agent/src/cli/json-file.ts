/** JSON that a person gives: a file, "-" for standard input, or the text itself where it begins with { or [. */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { errorMessage, FarportError } from '../errors.ts';

/** @throws FarportError cli.no_json */
export async function readJson(source: string): Promise<unknown> {
  try {
    if (/^\s*[[{]/.test(source)) return JSON.parse(source);
    return JSON.parse(source === '-' ? await text(process.stdin) : await readFile(source, 'utf8'));
  } catch (cause) {
    const what = source === '-' ? 'standard input' : source.slice(0, 200);
    throw new FarportError('cli.no_json', 400, `${what}: ${errorMessage(cause)}`, { cause });
  }
}
