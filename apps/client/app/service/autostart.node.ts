/** Start at login on Linux: a desktop entry in the XDG autostart directory, ours alone. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Autostart {
  readonly isSet: boolean;
  set(wanted: boolean): void;
}

/** Undefined where the platform has its own way, which Electron's main process knows. */
export function xdgAutostart(
  command: readonly string[],
  env: Environment = process.env,
): Autostart | undefined {
  if (process.platform !== 'linux' || command.length === 0) return undefined;
  const directory = join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'autostart');
  const path = join(directory, 'farport.desktop');
  return {
    get isSet() {
      return existsSync(path);
    },
    set(wanted) {
      if (!wanted) {
        rmSync(path, { force: true });
        return;
      }
      mkdirSync(directory, { recursive: true });
      writeFileSync(path, desktopEntry(command));
    },
  };
}

/** Desktop Entry Specification 1.5; the Exec key as its section 7 quotes arguments. */
export function desktopEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Farport',
    'Comment=Virtual desktops with your USB devices',
    `Exec=${command.map(quoted).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

function quoted(argument: string): string {
  // Quoting first, then the escapes of a string value, which see each backslash again; % begins a field code.
  const inner = argument
    .replace(/[\\"`$]/g, String.raw`\$&`)
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%');
  return `"${inner.replaceAll('\n', String.raw`\n`)}"`;
}
