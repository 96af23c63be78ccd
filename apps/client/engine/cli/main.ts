/**
 * Owns the command line of the client: `farport devices | redirect | release | status | engine`. Says what happened
 * in words, exits 0 only when it did. Decides nothing about devices: the engine does.
 */
import { readFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { codeOf, EngineError, messageOf } from '../errors.ts';
import { EngineClient } from '../service/control-client.ts';
import type { RedirectionStatus } from '../service/control-schema.ts';
import { readConfig } from '../service/config.ts';
import type { BackendName } from '../service/engine-process.ts';
import { VERSION } from '../version.ts';
import { logPath, socketPath } from '../service/paths.ts';
import { startEngine } from '../service/start-engine.ts';
import { renderTree, toJson } from './tree.ts';

interface RedirectOptions {
  vm: string;
  agent?: string;
  fingerprint?: string;
  ticket?: string;
  ticketFile?: string;
  auto?: boolean;
  wait?: boolean;
  json?: boolean;
}

const program = new Command('farport')
  .description('Use a USB device of this machine in a virtual machine on a server')
  .version(VERSION)
  // Options of the program stand before the command: a value that begins with "-V" is no question for the version.
  .enablePositionalOptions()
  .showHelpAfterError();

program
  .command('devices')
  .description('show the USB devices of this machine: port, VID:PID, names, speed, classes, who holds them')
  .option('--json', 'as JSON')
  .option('--watch', 'again whenever something changes, until interrupted')
  .action((options: { json?: boolean; watch?: boolean }) => devices(options));

program
  .command('redirect')
  .description('give a device to a VM, and wait until its guest has it')
  .argument('<device>', 'VID:PID (0781:5583), VID:PID/SERIAL, a serial number, or a port (2-1.4)')
  .requiredOption('--vm <name>', 'name of the VM')
  .option('--agent <host:port>', 'the agent that runs it (default: "agent" of the configuration file)')
  .option('--fingerprint <sha256:...>', "the agent's certificate (default: of the configuration file)")
  .option('--ticket <ticket>', 'the ticket; other users of this machine can see it, prefer the next')
  .option('--ticket-file <file>', 'file that holds the ticket; else the environment variable FARPORT_TICKET')
  .option('--auto', 'whatever is plugged into this port, now and later')
  .option('--wait', 'wait for a device, an agent or a VM that is not there yet')
  .option('--json', 'the outcome as JSON')
  .addHelpText(
    'after',
    '\nHubs cannot be redirected. A keyboard or mouse can, when it is named: this machine is without it until\n' +
      'it is released. --auto never takes one.\n\nThe engine is started in the background if none runs; it redirects the device again when it is\n' +
      'unplugged and plugged in, until "farport release".',
  )
  .action((device: string, options: RedirectOptions) => redirect(device, options));

program
  .command('release')
  .description('give a device back to this machine')
  .argument('[device]', 'as for redirect')
  .option('--all', 'every device')
  .action((device: string | undefined, options: { all?: boolean }) => release(device, options));

program
  .command('status')
  .description('show what is redirected')
  .option('--json', 'as JSON')
  .action((options: { json?: boolean }) => status(options));

program
  .command('engine')
  .description('start the engine (in the background)')
  .addOption(
    new Option('--backend <name>', 'what carries the transfers (default: native where it is built)').choices([
      'native',
      'libusb',
    ]),
  )
  .option('--foreground', 'stay in the foreground, log to standard output')
  .option('--stop', 'give every device back and end the running engine')
  .action((options: { backend?: BackendName; foreground?: boolean; stop?: boolean }) => engine(options));

function client(): EngineClient {
  return new EngineClient(socketPath());
}

function print(text: string): void {
  process.stdout.write(text + '\n');
}

/** What the running engine has redirected; nothing where none runs. */
async function redirections(): Promise<RedirectionStatus[]> {
  try {
    return (await client().status()).redirections;
  } catch (error) {
    if (codeOf(error) === 'engine.not_running') return [];
    throw error;
  }
}

async function devices(options: { json?: boolean; watch?: boolean }): Promise<void> {
  const { systemDevices } = await import('../capture/local-devices.ts');
  const source = await systemDevices();
  let last = '';
  const show = async (): Promise<void> => {
    const [list, redirected] = await Promise.all([source.list(), redirections()]);
    const text =
      options.json === true ? JSON.stringify(toJson(list, redirected)) : renderTree(list, redirected);
    if (text === last) return;
    if (last !== '' && options.json !== true) print('');
    last = text;
    print(text);
  };
  await show();
  // node-usb's threads would keep the process alive.
  if (options.watch !== true) process.exit(0);

  let showing = Promise.resolve();
  const again = (): void => {
    showing = showing.then(show).catch(fail);
  };
  await source.watch(again);
  try {
    for await (const _ of client().watch()) again();
  } catch (error) {
    if (codeOf(error) !== 'engine.not_running') throw error;
  }
}

async function redirect(device: string, options: RedirectOptions): Promise<void> {
  const config = await readConfig();
  const agent = options.agent ?? config.agent;
  if (agent === undefined) {
    throw new EngineError(
      'agent.missing',
      'which agent? Pass --agent HOST:PORT, or put "agent" into the configuration file',
    );
  }
  const fingerprint = options.fingerprint ?? config.fingerprint;
  if (fingerprint === undefined) {
    throw new EngineError(
      'agent.fingerprint_missing',
      'the certificate of the agent must be known: pass --fingerprint sha256:…, as the agent prints it when it starts, ' +
        'or put "fingerprint" into the configuration file',
    );
  }
  const wish = {
    device,
    vm: options.vm,
    agent,
    fingerprint,
    ticket: await ticketOf(options),
    auto: options.auto === true,
    wait: options.wait === true,
  };
  const outcome = await (await running()).redirect(wish);
  if (options.json === true) {
    print(JSON.stringify(outcome));
    return;
  }
  const what =
    outcome.device === undefined ? outcome.selector : `${outcome.device.label} on ${outcome.device.portPath}`;
  print(`${what}: ${outcome.state}${outcome.port === undefined ? '' : ` (port ${outcome.port})`}`);
}

async function ticketOf(options: RedirectOptions): Promise<string> {
  if (options.ticket !== undefined) return options.ticket;
  if (options.ticketFile !== undefined) {
    try {
      return (await readFile(options.ticketFile, 'utf8')).trim();
    } catch (cause) {
      throw new EngineError('agent.ticket_missing', `the ticket could not be read: ${messageOf(cause)}`, {
        cause,
      });
    }
  }
  const ticket = process.env['FARPORT_TICKET'];
  if (ticket !== undefined && ticket !== '') return ticket;
  throw new EngineError(
    'agent.ticket_missing',
    'a ticket is needed: pass --ticket-file FILE or set FARPORT_TICKET; the administrator of the agent gives it out',
  );
}

/** The engine that runs, or one started now. */
async function running(): Promise<EngineClient> {
  const asked = client();
  try {
    await asked.status();
    return asked;
  } catch (error) {
    if (codeOf(error) !== 'engine.not_running') throw error;
  }
  return startEngine(socketPath(), logPath(), undefined);
}

async function release(device: string | undefined, options: { all?: boolean }): Promise<void> {
  if ((device === undefined) !== (options.all === true)) {
    throw new EngineError('engine.request', 'name one device, or say --all');
  }
  const released = await client().release(device === undefined ? { all: true } : { device });
  for (const one of released) {
    print(`${one.device?.label ?? one.selector}: released, with this machine again`);
  }
  if (released.length === 0) print('nothing is redirected');
}

async function status(options: { json?: boolean }): Promise<void> {
  const now = await client().status();
  if (options.json === true) {
    print(JSON.stringify(now));
    return;
  }
  print(`engine ${now.version}, process ${now.pid}, transfers by ${now.backend}`);
  if (now.redirections.length === 0) print('nothing is redirected');
  for (const one of now.redirections) {
    const what = one.device === undefined ? one.selector : `${one.device.label} on ${one.device.portPath}`;
    print(`${what}: ${one.state}`);
  }
}

async function engine(options: {
  backend?: BackendName;
  foreground?: boolean;
  stop?: boolean;
}): Promise<void> {
  if (options.stop === true) {
    const ended = await client().stop();
    print(
      `engine ${ended.pid} gives ${ended.redirections.filter((one) => one.captured).length} device(s) back and ends`,
    );
    return;
  }
  if (options.foreground === true) {
    // The engine's parts are loaded only by the process that is the engine: the other commands answer sooner.
    const { runEngine } = await import('../service/engine-process.ts');
    await runEngine(socketPath(), options.backend);
    // node-usb's threads would keep the process alive.
    process.exit(0);
  }
  const asked = client();
  const already = await asked.status().catch(() => undefined);
  if (already !== undefined) {
    print(`the engine runs already: process ${already.pid}, transfers by ${already.backend}`);
    return;
  }
  const started = await (await startEngine(socketPath(), logPath(), options.backend)).status();
  print(`the engine runs: process ${started.pid}, transfers by ${started.backend}; its log is ${logPath()}`);
}

function fail(error: unknown): void {
  const code = codeOf(error);
  process.stderr.write(`farport: ${messageOf(error)}${code === undefined ? '' : ` [${code}]`}\n`);
  process.exit(1);
}

await program.parseAsync().catch(fail);
