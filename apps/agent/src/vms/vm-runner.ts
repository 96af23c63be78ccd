/**
 * One VM of this host as the agent knows it: starts its process, finds it again, watches it, stops it. The
 * process outlives the agent; this class only ever describes it, and never touches what the guest does.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { VmError, errorCode, errorMessage } from '../errors.ts';
import { writeFileAtomic } from '../files.ts';
import { ask, open } from '../http/json-client.ts';
import type { Log } from '../log.ts';
import type { VmPaths } from '../vm-paths.ts';
import type { AdmissionAnswer } from '../vm-process/admission.ts';
import { exitStatus, parseExitRecord, type ExitRecord } from '../vm-process/exit.ts';
import type { VmConfig } from '../vm-process/machine-factory.ts';
import { isAlive, killProcess, parseIdentity, type ProcessIdentity } from './process-identity.ts';
import { isLocked, underLock } from './vm-lock.ts';
import { nextState, type VmEvent, type VmRunState } from './vm-state.ts';

/** The program of a VM process; tests run another one around a fake machine. */
export const vmProcessProgram = fileURLToPath(new URL('../vm-process/main.ts', import.meta.url));

const startTimeoutMs = 60_000;
/** Time for a guest to react to its power button. */
const powerButtonMs = 30_000;
const stopMs = 5_000;
const pollMs = 20;
/** Beside guest memory, which is not on the JavaScript heap. */
const heapMiB = 256;

export type StopOutcome = 'powered-off' | 'forced' | 'killed';

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Longest line of an event stream; what is longer is passed over. */
const longestLine = 256 << 10;

function readLines(stream: NodeJS.ReadableStream, take: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) rest = '';
    for (const line of lines) if (line.length <= longestLine) take(line);
  });
}

export class VmRunner {
  readonly name: string;
  readonly paths: VmPaths;
  readonly #program: string;
  readonly #log: Log;
  readonly #onGone: () => void;
  readonly #onLine: (line: string) => void;
  #state: VmRunState = 'stopped';
  #identity: ProcessIdentity | undefined;
  #lastExit: ExitRecord | undefined;
  #gone = Promise.withResolvers<ExitRecord>();
  #stopping: Promise<StopOutcome> | undefined;
  /** Aborted when the agent ends: stops watching, leaves the VM alone. */
  readonly #closed = new AbortController();

  /** `onGone` is called each time its process has ended, `onLine` with each line of its event stream. */
  constructor(
    name: string,
    paths: VmPaths,
    program: string,
    log: Log,
    onGone: () => void,
    onLine: (line: string) => void,
  ) {
    this.name = name;
    this.paths = paths;
    this.#program = program;
    this.#log = log;
    this.#onGone = onGone;
    this.#onLine = onLine;
  }

  get state(): VmRunState {
    return this.#state;
  }

  get pid(): number | undefined {
    return this.isDown ? undefined : this.#identity?.pid;
  }

  /** How it ended last; undefined when it never ran, or runs. */
  get lastExit(): ExitRecord | undefined {
    return this.#lastExit;
  }

  get isDown(): boolean {
    return this.#state === 'stopped' || this.#state === 'failed';
  }

  /** Looks for a process from before the agent started; cleans up after one that died meanwhile. */
  async adopt(): Promise<void> {
    if (!(await isLocked(this.paths.lock))) {
      const left = readText(this.paths.process) !== undefined;
      this.#cleanSockets();
      this.#lastExit = left ? this.#readExit('while no agent ran') : undefined;
      if (this.#lastExit !== undefined && this.#lastExit.reason === 'died') {
        this.#log.error('vm.failed', { vm: this.name, ...this.#lastExit });
      }
      return;
    }
    this.#move('adopt');
    const deadline = Date.now() + stopMs;
    while (Date.now() < deadline && !this.#closed.signal.aborted) {
      this.#identity = parseIdentity(readText(this.paths.process) ?? '');
      if (await this.#watch('vm.adopted')) return;
      if (!(await isLocked(this.paths.lock))) {
        this.#ended('while the agent looked for it');
        return;
      }
      await delay(100);
    }
    this.#log.error('vm.unresponsive', {
      vm: this.name,
      pid: this.#identity?.pid,
      message: `VM ${this.name}: process ${this.#identity?.pid ?? '?'} lives but does not answer; "vm stop --force ${this.name}" ends it`,
    });
    void this.#waitForEnd();
  }

  /**
   * Starts the VM; resolves when its process answers and the guest runs.
   * @throws VmError vm.already_running, vm.start_failed, or what the process gave as its reason
   */
  async start(config: VmConfig): Promise<void> {
    if (!this.isDown) throw this.#wrongState('vm.already_running', `is ${this.#state} already`);
    this.#move('start');
    this.#gone = Promise.withResolvers();
    this.#lastExit = undefined;
    this.#identity = undefined;
    const beganAt = Date.now();
    let child: ChildProcess;
    try {
      mkdirSync(this.paths.directory, { recursive: true, mode: 0o700 });
      if (await isLocked(this.paths.lock)) {
        throw this.#wrongState(
          'vm.already_running',
          `is run by another process, which holds ${this.paths.lock}`,
        );
      }
      this.#cleanSockets();
      for (const path of [this.paths.process, this.paths.exit]) rmSync(path, { force: true });
      await writeFileAtomic(this.paths.spec, `${JSON.stringify(config)}\n`, 0o600);
      child = this.#spawn();
    } catch (error) {
      this.#move('gone');
      throw error;
    }
    const ended = Promise.withResolvers<string>();
    child.once('error', (error) => {
      ended.resolve(`it could not be spawned: ${error.message}`);
    });
    child.once('exit', (code, signal) => {
      ended.resolve(signal === null ? `exit status ${code ?? '?'}` : `killed by ${signal}`);
    });
    let how: string | undefined;
    void ended.promise.then((text) => (how = text));
    while (how === undefined && Date.now() - beganAt < startTimeoutMs) {
      if (await this.#watch('vm.started', beganAt, ended.promise)) return;
      await Promise.race([delay(pollMs), ended.promise]);
    }
    if (how === undefined) {
      child.kill('SIGKILL');
      how = await ended.promise;
      this.#log.error('vm.start_timeout', { vm: this.name, afterMs: startTimeoutMs });
    }
    const record = this.#ended(how);
    throw new VmError(
      record.code === 'vm.process_died' ? 'vm.start_failed' : record.code,
      // A file that is not there is whoever configured it to mend, no fault of the agent.
      record.code === 'vm.file_unusable' ? 409 : 500,
      `VM ${this.name} did not start: ${record.message}`,
    );
  }

  /** @throws VmError vm.not_running, or what the machine refused */
  async powerButton(): Promise<void> {
    this.#assertUp();
    await this.#control('/power-button');
  }

  /**
   * Stops the VM: its power button and 30 s of patience, then by force; `force` skips the patience.
   * @throws VmError vm.not_running, vm.stop_failed
   */
  async stop(force: boolean): Promise<StopOutcome> {
    if (this.isDown) throw this.#wrongState('vm.not_running', 'does not run');
    if (this.#stopping !== undefined && !force) return this.#stopping;
    if (this.#state === 'running') this.#move('stop');
    const stopping = force ? this.#stopByForce() : this.#stopGently();
    this.#stopping = stopping;
    try {
      return await stopping;
    } finally {
      if (this.#stopping === stopping) this.#stopping = undefined;
    }
  }

  /** What the process says of itself; undefined when it does not answer in time. */
  async status(): Promise<unknown> {
    if (this.isDown) return undefined;
    return ask(this.paths.control, 'GET', '/status', { timeoutMs: 1000 }).catch(() => undefined);
  }

  /** Answers a question of the process whether a device may come. */
  async answerAdmission(answer: AdmissionAnswer): Promise<void> {
    await ask(this.paths.control, 'POST', '/admissions', { body: answer, timeoutMs: stopMs });
  }

  /** Stops watching. The VM goes on. */
  close(): void {
    this.#closed.abort();
  }

  async #stopGently(): Promise<StopOutcome> {
    try {
      await this.#control('/power-button');
    } catch (error) {
      this.#log.warn('vm.power_button_failed', { vm: this.name, message: errorMessage(error) });
      return this.#stopByForce();
    }
    if (await this.#goneWithin(powerButtonMs)) return 'powered-off';
    this.#log.warn('vm.power_button_ignored', { vm: this.name, afterMs: powerButtonMs });
    return this.#stopByForce();
  }

  async #stopByForce(): Promise<StopOutcome> {
    const asked = await this.#control('/stop').then(
      () => true,
      () => false,
    );
    if (asked && (await this.#goneWithin(stopMs))) return 'forced';
    this.#identity ??= parseIdentity(readText(this.paths.process) ?? '');
    if (this.#identity !== undefined && killProcess(this.#identity)) {
      this.#log.warn('vm.killed', { vm: this.name, pid: this.#identity.pid });
    }
    if (await this.#goneWithin(stopMs)) return 'killed';
    throw new VmError(
      'vm.stop_failed',
      500,
      `VM ${this.name}: process ${this.#identity?.pid ?? '?'} did not end, not even by SIGKILL; look at it with ps`,
    );
  }

  #control(path: string): Promise<unknown> {
    return ask(this.paths.control, 'POST', path, { timeoutMs: stopMs });
  }

  async #goneWithin(ms: number): Promise<boolean> {
    const cancel = new AbortController();
    const late = delay(ms, false, { signal: cancel.signal }).catch(() => false);
    try {
      return await Promise.race([this.#gone.promise.then(() => true), late]);
    } finally {
      cancel.abort();
    }
  }

  #spawn(): ChildProcess {
    const compileCache = process.env['NODE_COMPILE_CACHE'];
    const stderr = openSync(this.paths.stderr, 'w', 0o600);
    try {
      const [program, args] = underLock(this.paths.lock, [
        process.execPath,
        `--max-old-space-size=${heapMiB}`,
        this.#program,
        this.paths.spec,
      ]);
      const child = spawn(program, args, {
        detached: true,
        cwd: '/',
        stdio: ['ignore', stderr, stderr],
        // Of the agent's environment only the place of compiled code reaches the VM process; PATH is for flock.
        env: {
          PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
          ...(compileCache !== undefined && { NODE_COMPILE_CACHE: compileCache }),
        },
      });
      child.unref();
      return child;
    } finally {
      closeSync(stderr);
    }
  }

  /**
   * Opens the event stream of the process. True when it answered: from then on the stream's end is the news of
   * the process's end, the same for one we started and one we found.
   */
  async #watch(event: string, beganAt?: number, ended?: Promise<string>): Promise<boolean> {
    const { signal } = this.#closed;
    try {
      const stream = await open(this.paths.control, 'GET', '/events', { timeoutMs: 2000, signal });
      const over = (): void => void this.#waitForEnd(ended);
      stream.on('error', () => undefined);
      stream.on('close', over);
      readLines(stream, this.#onLine);
    } catch (error) {
      const code = errorCode(error);
      if (code !== 'ENOENT' && code !== 'ECONNREFUSED' && !signal.aborted) {
        this.#log.debug('vm.no_answer', { vm: this.name, message: errorMessage(error) });
      }
      return false;
    }
    this.#identity = parseIdentity(readText(this.paths.process) ?? '');
    if (this.#state === 'starting') this.#move('answered');
    this.#log.info(event, {
      vm: this.name,
      pid: this.#identity?.pid,
      ...(beganAt === undefined ? {} : { ms: Date.now() - beganAt }),
    });
    return true;
  }

  /** The event stream broke: waits until the process is really gone, or watches again if it is not. */
  async #waitForEnd(ended?: Promise<string>): Promise<void> {
    const { signal } = this.#closed;
    let how: string | undefined;
    void ended?.then((text) => (how = text));
    for (let waited = 0; !signal.aborted; waited++) {
      if (this.isDown) return;
      const alive =
        ended === undefined
          ? this.#identity === undefined
            ? await isLocked(this.paths.lock).catch(() => true)
            : isAlive(this.#identity)
          : how === undefined;
      if (!alive) {
        this.#ended(how);
        return;
      }
      // A live process without the stream: its main loop was stuck, or it is on its way out.
      if (waited > 100 && (await this.#watch('vm.watched_again', undefined, ended))) return;
      await Promise.race([delay(waited < 100 ? pollMs : 1000), ...(ended === undefined ? [] : [ended])]);
    }
  }

  /** The process is gone: files, state, and the one log line that says why. */
  #ended(how: string | undefined): ExitRecord {
    const record = this.#readExit(how);
    this.#lastExit = record;
    this.#cleanSockets();
    rmSync(this.paths.process, { force: true });
    const fine = record.reason === 'powered-off' || record.reason === 'stopped';
    const fields = { vm: this.name, pid: this.#identity?.pid, ...record };
    const askedFor = this.#state === 'stopping';
    this.#move(fine || askedFor ? 'ended' : 'gone');
    if (fine || askedFor) this.#log.info('vm.stopped', fields);
    else this.#log.error('vm.failed', fields);
    this.#gone.resolve(record);
    this.#onGone();
    return record;
  }

  #readExit(how: string | undefined): ExitRecord {
    const record = parseExitRecord(readText(this.paths.exit) ?? '');
    if (record !== undefined) return record;
    if (how === `exit status ${exitStatus.locked}`) {
      return {
        reason: 'not-started',
        code: 'vm.already_running',
        message: `another process runs it and holds ${this.paths.lock}`,
      };
    }
    return {
      reason: 'died',
      code: 'vm.process_died',
      message: `its process died without a word (${how ?? 'killed?'}); see ${this.paths.stderr} and ${this.paths.log}`,
    };
  }

  #cleanSockets(): void {
    for (const path of [this.paths.channel, this.paths.control]) rmSync(path, { force: true });
  }

  #assertUp(): void {
    if (this.#state !== 'running') throw this.#wrongState('vm.not_running', `is ${this.#state}`);
  }

  #wrongState(code: string, what: string): VmError {
    return new VmError(code, 409, `VM ${this.name} ${what}`);
  }

  #move(event: VmEvent): void {
    this.#state = nextState(this.#state, event);
  }
}
