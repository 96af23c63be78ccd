/**
 * All VMs of this host: those of the configuration file, those that the fleet has built, and those found running. Owns which
 * names exist.
 */
import { mkdirSync, readdirSync } from 'node:fs';
import type { AgentConfig, AgentVmConfig } from '../config/config.ts';
import { VmError, errorCode, errorMessage } from '../errors.ts';
import type { Log } from '../log.ts';
import { vmNamePattern, vmPaths } from '../vm-paths.ts';
import type { AdmissionAnswer } from '../vm-process/admission.ts';
import type { ExitRecord } from '../vm-process/exit.ts';
import { MessageRate } from '../message-rate.ts';
import { VmRunner } from './vm-runner.ts';

export interface VmSummary {
  readonly name: string;
  /** A VmRunState, or what the machine says of itself ("paused"), or "unresponsive". */
  readonly state: string;
  /** False for a VM that runs but is no longer in the configuration. */
  readonly configured: boolean;
  readonly memoryMiB: number | null;
  readonly vcpus: number | null;
  readonly pid: number | null;
  /** Seconds. */
  readonly uptime: number | null;
  readonly devices: readonly unknown[];
  readonly lastExit: ExitRecord | null;
}

export type Verdict = Pick<AdmissionAnswer, 'allow' | 'code' | 'message'>;
/** Of a device that had come in, by the VM process's word; `channel` null: by a ticket whose devices are not asked about. */
export interface Broken {
  readonly channel: string | null;
  readonly device: string;
  readonly message: string;
}

/** Who decides about the devices that clients offer to VMs. */
export interface Judge {
  /** `channel`: as the agent named it when it was opened. `device` is a VM process's word, to be checked. */
  judge(vm: string, channel: string, device: unknown): Promise<Verdict>;
  /** A device was something else for the guest than it had said; the VM's process has detached it. */
  promiseBroken(vm: string, broken: Broken): Promise<void>;
}

/**
 * Questions of one VM that are judged at once: one for each of its channels, and that once more after its event stream broke.
 * What it asks beyond is not heard.
 */
const maxQuestions = 128;
/** Broken promises of one VM that are heard of: at once, and each second. */
const brokenBurst = 64;
const brokenPerSecond = 1;

export class Supervisor {
  readonly #runDir: string;
  readonly #configs: Map<string, AgentVmConfig>;
  readonly #program: string;
  readonly #log: Log;
  readonly #runners = new Map<string, VmRunner>();
  readonly #goneListeners: ((name: string) => void)[] = [];
  readonly #startedListeners: ((name: string) => void)[] = [];
  #judge: Judge = {
    judge: () =>
      Promise.resolve({
        allow: false,
        code: 'admission.failed',
        message: 'the agent is starting: try again',
      }),
    promiseBroken: () => Promise.resolve(),
  };

  constructor(config: AgentConfig, program: string, log: Log) {
    this.#runDir = config.runDir;
    this.#configs = new Map(config.vms);
    this.#program = program;
    this.#log = log;
    for (const name of config.vms.keys()) this.#add(name);
  }

  /** Finds the VM processes that an earlier agent left running. */
  async adoptAll(): Promise<void> {
    mkdirSync(this.#runDir, { recursive: true, mode: 0o700 });
    for (const entry of readdirSync(this.#runDir, { withFileTypes: true })) {
      if (!entry.isDirectory() || !vmNamePattern.test(entry.name)) continue;
      if (!this.#runners.has(entry.name)) this.#add(entry.name);
    }
    await Promise.all(
      [...this.#runners.values()].map(async (runner) => {
        await runner.adopt();
        if (runner.isDown && !this.#configs.has(runner.name)) this.#runners.delete(runner.name);
      }),
    );
  }

  /** Starts those marked for it. One that fails is logged and stops nothing else. */
  async autostart(): Promise<void> {
    const wanted = [...this.#configs.values()].filter((config) => config.autostart);
    await Promise.all(
      wanted.map(async ({ name }) => {
        if (this.#find(name).isDown) {
          await this.start(name).catch((error: unknown) => {
            this.#log.error('vm.autostart_failed', { vm: name, message: errorMessage(error) });
          });
        }
      }),
    );
  }

  /** Puts a VM in, or changes how it is built from its next start on. */
  define(config: AgentVmConfig): void {
    this.#configs.set(config.name, config);
    if (!this.#runners.has(config.name)) this.#add(config.name);
  }

  /** Takes a VM out that is down. @throws VmError vm.running */
  undefine(name: string): void {
    const runner = this.#runners.get(name);
    if (runner?.isDown === false) {
      throw new VmError('vm.running', 409, `VM ${name} is ${runner.state}: stop it first`);
    }
    runner?.close();
    this.#runners.delete(name);
    this.#configs.delete(name);
  }

  /** Whether nothing of this name runs here. */
  isDown(name: string): boolean {
    return this.#runners.get(name)?.isDown ?? true;
  }

  /** Names of those that run now, without asking them anything. */
  runningNames(): ReadonlySet<string> {
    const running = [...this.#runners.values()].filter((runner) => runner.state === 'running');
    return new Set(running.map((runner) => runner.name));
  }

  /** Undefined where there is no such VM here. */
  async find(name: string): Promise<VmSummary | undefined> {
    const runner = this.#runners.get(name);
    return runner === undefined ? undefined : this.#summary(runner);
  }

  async list(): Promise<VmSummary[]> {
    const all = await Promise.all([...this.#runners.values()].map((runner) => this.#summary(runner)));
    return all.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @throws VmError vm.not_found, vm.already_running, or why it did not start */
  async start(name: string): Promise<void> {
    const runner = this.#find(name);
    const config = this.#configs.get(name);
    if (config === undefined) throw notFound(name);
    const { autostart: _, ...spec } = config;
    await runner.start(spec);
    for (const listener of this.#startedListeners) listener(name);
  }

  /** @throws VmError vm.not_found, vm.not_running, vm.stop_failed */
  async stop(name: string, force: boolean): Promise<string> {
    return this.#find(name).stop(force);
  }

  async stopAll(): Promise<void> {
    const up = [...this.#runners.values()].filter((runner) => !runner.isDown);
    await Promise.all(
      up.map((runner) =>
        runner.stop(false).catch((error: unknown) => {
          const code = errorCode(error);
          if (code !== 'vm.not_running') this.#log.error('vm.stop_failed', { message: errorMessage(error) });
        }),
      ),
    );
  }

  /** @throws VmError vm.not_found, vm.not_running */
  async powerButton(name: string): Promise<void> {
    await this.#find(name).powerButton();
  }

  /** @throws VmError vm.not_found */
  assertKnown(name: string): void {
    this.#find(name);
  }

  /** Sockets of a VM that runs. @throws VmError vm.not_found, vm.not_running */
  sockets(name: string): { readonly channel: string; readonly control: string } {
    const runner = this.#find(name);
    if (runner.state !== 'running') {
      throw new VmError('vm.not_running', 409, `VM ${name} is ${runner.state}: start it, then try again`);
    }
    return runner.paths;
  }

  /** Calls `listener` with the name of each VM whose process has ended. */
  onGone(listener: (name: string) => void): void {
    this.#goneListeners.push(listener);
  }

  /** Calls `listener` with the name of each VM that runs from now on. */
  onStarted(listener: (name: string) => void): void {
    this.#startedListeners.push(listener);
  }

  /** Who says whether a device may come through a channel. Until somebody does, none may that is asked about. */
  judgeBy(judge: Judge): void {
    this.#judge = judge;
  }

  /** Stops watching; the VMs go on. */
  close(): void {
    for (const runner of this.#runners.values()) runner.close();
  }

  #add(name: string): void {
    const paths = vmPaths(this.#runDir, name);
    const gone = (): void => {
      for (const listener of this.#goneListeners) listener(name);
    };
    let open = 0;
    const rate = new MessageRate(brokenBurst, brokenPerSecond, performance.now());
    const line = (text: string): void => {
      const broken = brokenIn(text);
      if (broken !== undefined && rate.take(performance.now())) void this.#promiseBroken(name, broken);
      const question = questionIn(text);
      if (question === undefined || open >= maxQuestions) return;
      open++;
      void this.#asked(name, question).finally(() => open--);
    };
    this.#runners.set(name, new VmRunner(name, paths, this.#program, this.#log, gone, line));
  }

  async #asked(name: string, question: Question): Promise<void> {
    let verdict: Verdict;
    try {
      verdict = await this.#judge.judge(name, question.channel, question.device);
    } catch (error) {
      this.#log.error('vm.admission_failed', { vm: name, message: errorMessage(error) });
      verdict = {
        allow: false,
        code: 'admission.failed',
        message: 'whether it may come could not be found out: try again',
      };
    }
    try {
      await this.#find(name).answerAdmission({ id: question.id, ...verdict });
    } catch (error) {
      this.#log.warn('vm.admission_unanswered', { vm: name, message: errorMessage(error) });
    }
  }

  async #promiseBroken(name: string, broken: Broken): Promise<void> {
    this.#log.warn('device.disguised', { vm: name, device: broken.device, message: broken.message });
    try {
      await this.#judge.promiseBroken(name, broken);
    } catch (error) {
      this.#log.error('vm.admission_failed', { vm: name, message: errorMessage(error) });
    }
  }

  #find(name: string): VmRunner {
    const runner = this.#runners.get(name);
    if (runner === undefined) throw notFound(name);
    return runner;
  }

  async #summary(runner: VmRunner): Promise<VmSummary> {
    const config = this.#configs.get(runner.name);
    const status = await runner.status();
    const live = typeof status === 'object' && status !== null ? status : undefined;
    const says = live !== undefined && 'state' in live ? String(live.state) : undefined;
    return {
      name: runner.name,
      state: runner.state === 'running' ? (says ?? 'unresponsive') : runner.state,
      configured: config !== undefined,
      memoryMiB: config?.memoryMiB ?? null,
      vcpus: config?.vcpus ?? null,
      pid: runner.pid ?? null,
      uptime: live !== undefined && 'uptime' in live && typeof live.uptime === 'number' ? live.uptime : null,
      devices: live !== undefined && 'devices' in live && Array.isArray(live.devices) ? live.devices : [],
      lastExit: runner.lastExit ?? null,
    };
  }
}

function notFound(name: string): VmError {
  return new VmError(
    'vm.not_found',
    404,
    `there is no VM ${JSON.stringify(name.slice(0, 64))} on this server; "farport-agent vm list" shows those there are`,
  );
}

interface Question {
  readonly id: string;
  readonly channel: string;
  readonly device: unknown;
}

/**
 * The question in a line of a VM's event stream, which else has news of itself. Undefined where there is none: a VM's process
 * is not believed, either.
 */
function questionIn(line: string): Question | undefined {
  if (!line.startsWith('{"admission":')) return undefined;
  try {
    const { admission } = JSON.parse(line) as { readonly admission: Readonly<Record<string, unknown>> };
    const { id, channel, device } = admission;
    return typeof id === 'string' && typeof channel === 'string' ? { id, channel, device } : undefined;
  } catch {
    return undefined;
  }
}

/** The news in such a line that a device has broken its promise. */
function brokenIn(line: string): Broken | undefined {
  if (!line.startsWith('{"promiseBroken":')) return undefined;
  try {
    const { promiseBroken } = JSON.parse(line) as {
      readonly promiseBroken: Readonly<Record<string, unknown>>;
    };
    const { channel, device, message } = promiseBroken;
    if (typeof device !== 'string' || typeof message !== 'string') return undefined;
    return { channel: typeof channel === 'string' ? channel : null, device, message };
  } catch {
    return undefined;
  }
}
