/** Owns where the engine's socket, log and configuration are (XDG base directories). Creates nothing. */
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** The control socket: $FARPORT_ENGINE_SOCKET, else in the user's runtime directory, else /run/farport-client for root. */
export function socketPath(env: Environment = process.env): string {
  if (env['FARPORT_ENGINE_SOCKET']) return env['FARPORT_ENGINE_SOCKET'];
  if (process.platform === 'win32') return '\\\\.\\pipe\\farport-engine';
  if (env['XDG_RUNTIME_DIR']) return join(env['XDG_RUNTIME_DIR'], 'farport', 'engine.sock');
  const uid = process.getuid?.() ?? -1;
  return uid === 0 ? '/run/farport-client/engine.sock' : join(tmpdir(), `farport-${uid}`, 'engine.sock');
}

export function logPath(env: Environment = process.env): string {
  const state = env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state');
  return join(state, 'farport', 'engine.log');
}

/** $FARPORT_CLIENT_CONFIG, else ~/.config/farport/client.json. */
export function configPath(env: Environment = process.env): string {
  if (env['FARPORT_CLIENT_CONFIG']) return env['FARPORT_CLIENT_CONFIG'];
  const base = env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
  return join(base, 'farport', 'client.json');
}

/** What makes this machine a client of a fleet: $FARPORT_CLIENT_CREDENTIAL, else ~/.config/farport/credential.json. */
export function credentialPath(env: Environment = process.env): string {
  if (env['FARPORT_CLIENT_CREDENTIAL']) return env['FARPORT_CLIENT_CREDENTIAL'];
  const base = env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
  return join(base, 'farport', 'credential.json');
}
