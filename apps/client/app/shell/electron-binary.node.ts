/** Where the npm package "electron" has put its program, if it was downloaded. Never downloads it. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** $FARPORT_ELECTRON comes before all. */
export function electronBinary(
  env: Environment = process.env,
  packageDirectory: () => string = installed,
): string | undefined {
  const wanted = env['FARPORT_ELECTRON'];
  if (wanted !== undefined && wanted !== '') return wanted;
  try {
    const directory = packageDirectory();
    const path = join(directory, 'dist', readFileSync(join(directory, 'path.txt'), 'utf8').trim());
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

function installed(): string {
  return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
}
