/** The viewer's page as it was built, in memory. Owns which files there are: a path names one of them or nothing. */
import { readFile, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EngineError } from '../errors.ts';

export interface ViewerFile {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** By name; the page itself is ''. */
export type ViewerFiles = ReadonlyMap<string, ViewerFile>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const builtDirectory = fileURLToPath(new URL('../../viewer/dist', import.meta.url));

/** Errors: `viewer.missing`. */
export async function viewerFiles(directory: string = builtDirectory): Promise<ViewerFiles> {
  const files = new Map<string, ViewerFile>();
  try {
    for (const name of await readdir(directory)) {
      const type = TYPES[extname(name)];
      if (type !== undefined) files.set(name, { type, bytes: await readFile(join(directory, name)) });
    }
  } catch (cause) {
    throw missing(cause);
  }
  const page = files.get('index.html');
  if (page === undefined) throw missing();
  return files.set('', page);
}

function missing(cause?: unknown): EngineError {
  return new EngineError('viewer.missing', 'the viewer is not built: run "npm run setup" in the checkout', {
    cause,
  });
}
