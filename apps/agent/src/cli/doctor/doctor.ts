/**
 * `doctor`: looks at what the agent needs from its machine and says what is wrong and what to do. Changes nothing, and
 * needs no running agent. (USB is the clients' matter: the agent opens no device.)
 */
import { X509Certificate } from 'node:crypto';
import { accessSync, constants, existsSync, lstatSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { adminSocket, type AgentConfig } from '../../config/config.ts';
import { errorCode, errorMessage } from '../../errors.ts';
import { ask } from '../../http/json-client.ts';
import { checkApart } from '../../store/sqlite/check-apart.ts';
import { readIdentity } from '../../tls/certificate.ts';
import { table } from '../output.ts';
import type { Finding } from './finding.ts';
import { examineKvm } from './kvm-trial.ts';

const mib = 1 << 20;
const day = 86_400_000;

/** Looks at everything. */
export async function examine(config: AgentConfig): Promise<Finding[]> {
  return [
    ...(await examineKvm()),
    directory('data_dir', config.dataDir),
    directory('run_dir', config.runDir),
    space('data_dir', config.dataDir, 64),
    space('disk_dir', config.diskDir, 1024),
    ...config.imageDirs.map((path) => images(path)),
    ...files(config),
    clock(config.dataDir),
    certificate(config.dataDir),
    await database(config.dataDir),
    await agent(config.dataDir),
  ];
}

/** Prints what was found; gives the exit status. */
export async function doctor(config: AgentConfig, json: boolean): Promise<number> {
  const findings = await examine(config);
  const text = json
    ? JSON.stringify({ findings })
    : table(
        ['', 'WHAT', 'FOUND'],
        findings.map(({ what, state, message }) => [state, what, message]),
      );
  process.stdout.write(`${text}\n`);
  return findings.some(({ state }) => state === 'wrong') ? 1 : 0;
}

function directory(what: string, path: string): Finding {
  try {
    const { uid, mode } = lstatSync(path);
    const self = process.getuid?.();
    // Root looks on behalf of whoever the agent runs as.
    if (uid !== self && self !== 0) {
      return {
        what,
        state: 'wrong',
        message: `${path} belongs to another user (${uid}): run this and the agent as that one`,
      };
    }
    if ((mode & 0o077) !== 0) {
      return { what, state: 'wrong', message: `${path} is open to others: chmod 700 ${path}` };
    }
    return { what, state: 'ok', message: uid === self ? path : `${path}, of user ${uid}` };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { what, state: 'ok', message: `${path} will be made` };
    return { what, state: 'wrong', message: errorMessage(error) };
  }
}

/** `least`: MiB without which nothing goes on there. */
function space(key: string, path: string, least: number): Finding {
  const what = `space, ${key}`;
  let place = path;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  try {
    const { bavail, bsize } = statfsSync(place);
    const free = Math.floor((bavail * bsize) / mib);
    const message = `${free} MiB free at ${path}`;
    if (free < least) return { what, state: 'wrong', message: `${message}: make room` };
    return { what, state: free < Math.max(1024, 2 * least) ? 'warning' : 'ok', message };
  } catch (error) {
    return { what, state: 'wrong', message: errorMessage(error) };
  }
}

/** What VMs are made from: a folder that is not there offers nothing, and that is all. */
function images(path: string): Finding {
  const what = 'image_dirs';
  try {
    const count = readdirSync(path).length;
    return { what, state: 'ok', message: `${path}, with ${count} ${count === 1 ? 'entry' : 'entries'}` };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return { what, state: 'warning', message: `there is no ${path}: make it, and copy images there` };
    }
    return { what, state: 'wrong', message: `${path}: ${errorMessage(error)}` };
  }
}

function* files({ vms }: AgentConfig): Generator<Finding> {
  for (const { name, kernel, initrd, disks } of vms.values()) {
    const wrong: string[] = [];
    const need = (path: string, mode: number): void => {
      try {
        accessSync(path, mode);
      } catch (error) {
        wrong.push(
          `${path}: ${errorCode(error) === 'ENOENT' ? 'there is no such file' : 'may not be opened'}`,
        );
      }
    };
    need(kernel, constants.R_OK);
    if (initrd !== undefined) need(initrd, constants.R_OK);
    for (const { path, readOnly } of disks)
      need(path, readOnly ? constants.R_OK : constants.R_OK | constants.W_OK);
    yield wrong.length === 0
      ? { what: `VM ${name}`, state: 'ok', message: 'its files are there' }
      : { what: `VM ${name}`, state: 'wrong', message: wrong.join('; ') };
  }
}

/** A clock that stands before what was written last has been set back. */
function clock(dataDir: string): Finding {
  const what = 'clock';
  const written = ['fleet.db', 'fleet.db-wal', 'tickets.json']
    .map((name) => statSync(join(dataDir, name), { throwIfNoEntry: false })?.mtimeMs ?? 0)
    .reduce((latest, each) => Math.max(latest, each), 0);
  if (written > Date.now() + 60_000) {
    const message = 'the clock stands before the last change of the database: set it (timedatectl)';
    return { what, state: 'wrong', message };
  }
  return { what, state: 'ok', message: new Date().toISOString() };
}

function certificate(dataDir: string): Finding {
  const what = 'certificate';
  try {
    const { validTo } = new X509Certificate(readIdentity(dataDir).certificate);
    const left = Math.floor((Date.parse(validTo) - Date.now()) / day);
    return { what, state: left < 30 ? 'warning' : 'ok', message: `good for ${left} days` };
  } catch (error) {
    if (errorCode(error) === 'tls.identity_missing') {
      return { what, state: 'ok', message: 'will be made at the first start' };
    }
    return { what, state: 'wrong', message: errorMessage(error) };
  }
}

async function database(dataDir: string): Promise<Finding> {
  const what = 'database';
  const file = join(dataDir, 'fleet.db');
  if (!existsSync(file)) return { what, state: 'ok', message: 'will be made at the first start' };
  try {
    const problems = await checkApart({ file, what: 'integrity' });
    if (problems.length === 0) return { what, state: 'ok', message: 'is whole' };
    return { what, state: 'wrong', message: `${problems.slice(0, 3).join('; ')}: restore the last backup` };
  } catch (error) {
    return { what, state: 'wrong', message: errorMessage(error) };
  }
}

async function agent(dataDir: string): Promise<Finding> {
  const what = 'agent';
  try {
    await ask(adminSocket(dataDir), 'GET', '/v1/agent', { timeoutMs: 2000 });
    return { what, state: 'ok', message: 'runs and answers' };
  } catch {
    return { what, state: 'warning', message: 'does not run' };
  }
}
