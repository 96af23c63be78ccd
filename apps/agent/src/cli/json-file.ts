/** JSON that a person gives: a file, "-" for standard input, or the text itself where it begins with { or [. */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { errorCode, errorMessage, FarportError } from '../errors.ts';

/** @throws FarportError file.unreadable, cli.no_json */
export async function readJson(source: string): Promise<unknown> {
  const given = /^\s*[[{]/.test(source) ? source : await textOf(source);
  try {
    return JSON.parse(given);
  } catch (cause) {
    const what = source === '-' ? 'standard input' : source.slice(0, 200);
    throw new FarportError('cli.no_json', 400, `${what}: ${errorMessage(cause)}`, { cause });
  }
}

async function textOf(source: string): Promise<string> {
  if (source === '-') return text(process.stdin);
  try {
    return await readFile(source, 'utf8');
  } catch (cause) {
    const why = errorCode(cause) === 'ENOENT' ? 'there is no such file' : errorMessage(cause);
    throw new FarportError('file.unreadable', 400, `${source.slice(0, 200)} cannot be read: ${why}`, {
      cause,
    });
  }
}
