/**
 * The agent's configuration: one TOML file, checked once, here. What leaves this file is complete, absolute and
 * cannot be wrong in shape; whether kernels and disks exist is looked at when a VM starts.
 */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { parse, TomlError } from 'smol-toml';
import * as v from 'valibot';
import { checked, exactObject, wholeNumber } from '@farport/protocol/shape';
import { ConfigError, errorCode, errorMessage } from '../errors.ts';
import { maxSocketPath, vmNamePattern, vmPaths } from '../vm-paths.ts';
import type { VmConfig } from '../vm-process/machine-factory.ts';
import { withLines } from './key-lines.ts';
import { oidcConfig, oidcSchema, type OidcConfig } from './oidc-config.ts';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface AgentVmConfig extends VmConfig {
  /** Start it when the agent starts. */
  readonly autostart: boolean;
}

export interface AgentConfig {
  readonly file: string;
  readonly listen: { readonly address: string; readonly port: number };
  readonly dataDir: string;
  readonly runDir: string;
  readonly logLevel: LogLevel;
  /** Newest backups that are kept in data_dir/backups. */
  readonly backupsKept: number;
  /** Undefined: people sign in here only. */
  readonly oidc: OidcConfig | undefined;
  /** Folders with kernels, initial file systems and disk images that VMs may be made from. */
  readonly imageDirs: readonly string[];
  /** Where the disks of VMs are that the API made. */
  readonly diskDir: string;
  readonly vms: ReadonlyMap<string, AgentVmConfig>;
}

/** Largest configuration file that is read. */
const maxFileBytes = 1 << 20;

/** "address:port", IPv6 in brackets; undefined when it is neither. */
function parseListen(text: string): { address: string; port: number } | undefined {
  const match = /^(?:\[(?<six>[^\]]+)\]|(?<four>[^:]+)):(?<port>\d{1,5})$/.exec(text);
  const { six, four, port } = match?.groups ?? {};
  const address = six ?? four;
  if (address === undefined || port === undefined || Number(port) > 65535) return undefined;
  if (isIP(address) !== (six === undefined ? 4 : 6)) return undefined;
  return { address, port: Number(port) };
}

const listen = v.pipe(
  v.string(),
  v.transform(parseListen),
  v.custom<NonNullable<ReturnType<typeof parseListen>>>(
    (address) => address !== undefined,
    'must be "ADDRESS:PORT" with an IP address, such as "127.0.0.1:4747" or "[::1]:4747"',
  ),
);

const path = v.pipe(
  v.string(),
  v.minLength(1, 'must not be empty'),
  v.check((text) => !text.includes('\0'), 'must not contain NUL'),
);

const disk = exactObject({ path, read_only: v.optional(v.boolean(), false) });

// The limits are those of displayConfigProblem in the VMM.
const clipboard = v.pipe(
  exactObject({
    to_guest: v.optional(v.boolean(), true),
    from_guest: v.optional(v.boolean(), true),
    max_kib: v.optional(wholeNumber(1, 32 * 1024), 8 * 1024),
  }),
  v.transform(({ to_guest, from_guest, max_kib }) => ({
    toGuest: to_guest,
    fromGuest: from_guest,
    maxBytes: max_kib * 1024,
  })),
);

const display = exactObject({
  heads: v.optional(wholeNumber(1, 4), 1),
  width: v.optional(wholeNumber(64, 8192), 1280),
  height: v.optional(wholeNumber(64, 8192), 800),
  clipboard: v.optional(clipboard, {}),
});

const vm = exactObject({
  name: v.pipe(
    v.string(),
    v.regex(
      vmNamePattern,
      'must be 1 to 63 letters, digits, ".", "_" or "-", beginning with a letter or digit',
    ),
  ),
  memory_mib: v.optional(
    v.pipe(
      wholeNumber(64, 16 * 1024 * 1024),
      // A fraction is told above.
      v.check((value) => value % 2 !== 1, 'must be even'),
    ),
    1024,
  ),
  vcpus: v.optional(wholeNumber(1, 128), 1),
  kernel: path,
  initrd: v.optional(path),
  cmdline: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(2047, 'must have at most 2047 characters'),
      v.regex(/^[\x20-\x7e]*$/, 'must be printable ASCII on one line'),
    ),
    'console=ttyS0',
  ),
  disks: v.optional(v.pipe(v.array(disk), v.maxLength(16, 'at most 16 disks')), []),
  display: v.optional(display),
  autostart: v.optional(v.boolean(), false),
});

const schema = exactObject({
  listen: v.optional(listen, '127.0.0.1:4747'),
  data_dir: v.optional(path, '/var/lib/farport'),
  run_dir: v.optional(path, '/run/farport'),
  log_level: v.optional(
    v.picklist(logLevels, `must be one of ${logLevels.map((level) => `"${level}"`).join(', ')}`),
    'info',
  ),
  backups_kept: v.optional(wholeNumber(1, 1000), 10),
  image_dirs: v.optional(v.pipe(v.array(path), v.maxLength(16, 'at most 16 folders')), [
    '/srv/farport/images',
  ]),
  disk_dir: v.optional(path),
  oidc: v.optional(oidcSchema),
  vm: v.optional(
    v.pipe(v.array(vm, 'must be a list of tables: write [[vm]]'), v.maxLength(1024, 'at most 1024 VMs')),
    [],
  ),
});

/**
 * Checks the text of a configuration file. `file` names it in errors; relative paths in it are relative to the
 * file's directory.
 * @throws ConfigError config.syntax (with line and column) or config.invalid (with every wrong key and its line).
 */
export function parseConfig(text: string, file: string): AgentConfig {
  const invalid = (mistakes: string[]): ConfigError =>
    new ConfigError('config.invalid', `${file}:\n  ${withLines(text, mistakes).join('\n  ')}`);
  let table: unknown;
  try {
    table = parse(text);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const what = (cause.message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '');
    throw new ConfigError('config.syntax', `${file}:${cause.line}:${cause.column}: ${what}`, { cause });
  }
  const value = checked(schema, table, invalid);
  const base = dirname(resolve(file));
  const runDir = resolve(base, value.run_dir);
  const vms = new Map<string, AgentVmConfig>();
  /** Disk path to the key of the first VM that has it, and whether that one writes. */
  const disks = new Map<string, { key: string; readOnly: boolean }>();
  const wrong: string[] = [];
  for (const [index, each] of value.vm.entries()) {
    if (vms.has(each.name)) wrong.push(`vm[${index}].name: "${each.name}" is taken by an earlier [[vm]]`);
    const longest = vmPaths(runDir, each.name).channel;
    if (Buffer.byteLength(longest) > maxSocketPath) {
      wrong.push(
        `run_dir: ${longest} is longer than the ${maxSocketPath} bytes a unix socket's path may have; choose a shorter run_dir or VM name`,
      );
    }
    const resolved = each.disks.map((entry, number) => {
      const absolute = resolve(base, entry.path);
      const key = `vm[${index}].disks[${number}].path`;
      const other = disks.get(absolute);
      if (other !== undefined && !(other.readOnly && entry.read_only)) {
        wrong.push(`${key}: ${absolute} is also ${other.key}; two users of one disk must both be read_only`);
      }
      disks.set(absolute, { key, readOnly: entry.read_only });
      return { path: absolute, readOnly: entry.read_only };
    });
    vms.set(each.name, {
      name: each.name,
      memoryMiB: each.memory_mib,
      vcpus: each.vcpus,
      kernel: resolve(base, each.kernel),
      ...(each.initrd === undefined ? {} : { initrd: resolve(base, each.initrd) }),
      cmdline: each.cmdline,
      disks: resolved,
      ...(each.display === undefined ? {} : { display: each.display }),
      autostart: each.autostart,
    });
  }
  const dataDir = resolve(base, value.data_dir);
  if (Buffer.byteLength(adminSocket(dataDir)) > maxSocketPath) {
    wrong.push(
      `data_dir: ${adminSocket(dataDir)} is longer than the ${maxSocketPath} bytes a unix socket's path may have`,
    );
  }
  if (wrong.length > 0) throw invalid(wrong);
  return {
    file: resolve(file),
    listen: value.listen,
    dataDir,
    runDir,
    logLevel: value.log_level,
    backupsKept: value.backups_kept,
    imageDirs: value.image_dirs.map((folder) => resolve(base, folder)),
    diskDir: value.disk_dir === undefined ? join(dataDir, 'disks') : resolve(base, value.disk_dir),
    oidc: value.oidc === undefined ? undefined : oidcConfig(value.oidc, (path) => resolve(base, path)),
    vms,
  };
}

/** Where the CLI finds the running agent. */
export function adminSocket(dataDir: string): string {
  return `${dataDir}/agent.sock`;
}

/** @throws ConfigError config.unreadable, config.too_large and those of `parseConfig`. */
export function loadConfig(file: string): AgentConfig {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    const why = errorCode(cause) === 'ENOENT' ? 'there is no such file' : errorMessage(cause);
    throw new ConfigError(
      'config.unreadable',
      `${file}: ${why}; name the configuration with --config FILE (apps/agent/farport-agent.example.toml is a commented one)`,
      { cause },
    );
  }
  if (bytes.length > maxFileBytes) {
    throw new ConfigError('config.too_large', `${file}: larger than ${maxFileBytes} bytes`);
  }
  return parseConfig(bytes.toString('utf8'), file);
}
