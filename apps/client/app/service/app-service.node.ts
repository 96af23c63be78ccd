/**
 * The app without its window: agents and their fingerprints, signing in, VMs, the screen that is open, devices, settings.
 * Answers every call of the window, and says the whole state whenever it changes. Draws nothing; touches no device.
 */
import { codeOf, messageOf } from '../../engine/errors.ts';
import type { TicketRenewal } from '../../engine/service/redirection.ts';
import type { Target } from '../../engine/session/dial.ts';
import { formatAgent, parseAgent, presentedBy } from '../../engine/session/pinned-tls.ts';
import { VERSION } from '../../engine/version.ts';
import type { AppState, VmView } from '../shared/app-state.ts';
import type { WindowCalls } from '../shared/calls.ts';
import { parseDeepLink, parseTyped, type DeepLink } from '../shared/deep-link.ts';
import { AppError } from '../shared/errors.ts';
import type { Handlers } from '../shared/line.ts';
import { remembered, type KnownAgent, type SettingsChange } from '../shared/settings.ts';
import { AgentAccount } from './agent-api.node.ts';
import type { AppLog } from './app-log.node.ts';
import type { Autostart } from './autostart.node.ts';
import { DeviceDesk, type DeskEngine } from './device-desk.node.ts';
import { PolicyLook } from './policy-look.node.ts';
import { RenewedTicket } from './renewed-ticket.node.ts';
import type { SettingsFile } from './settings-file.node.ts';

/** Keeps tickets for the next start, sealed by the system. */
export interface SecretKeeper {
  keep(name: string, value: string): Promise<void>;
  read(name: string): Promise<string | null>;
  forget(name: string): Promise<void>;
}

/** Where viewers find their VM: the bridge. */
export interface Views {
  /** A name for the view of this target, good until it is ended. */
  open(target: Target, tickets?: TicketRenewal): string;
  end(view: string): void;
}

export interface AppServiceParts {
  readonly engine: DeskEngine & { stop(): Promise<void> };
  readonly settings: SettingsFile;
  readonly views: Views;
  readonly log: AppLog;
  readonly secrets: SecretKeeper | undefined;
  readonly secretsReason: AppState['secretsReason'];
  readonly autostart: Autostart | undefined;
  readonly shell: AppState['shell'];
  readonly shellReason: AppState['shellReason'];
  readonly quit: () => void;
  /** The key by which this machine is a client of the fleet of the agent with this certificate; undefined: it is none. */
  readonly clientKey: (fingerprint: string) => Promise<string | undefined>;
}

interface Session {
  readonly agent: KnownAgent;
  readonly account: AgentAccount | undefined;
  /** With a ticket: the one VM it is for. */
  readonly ticket: { readonly vm: string; readonly ticket: string } | undefined;
  vms: readonly VmView[];
}

const SESSION_OVER = new Set(['session.unknown', 'session.expired']);

export class AppService {
  readonly #parts: AppServiceParts;
  readonly #desk: DeviceDesk;
  readonly #watchers = new Set<(state: AppState) => void>();
  #session: Session | undefined;
  #screen: AppState['screen'] = null;
  #link: DeepLink | null = null;
  /** While a screen is open for an account. */
  #policy: PolicyLook | undefined;
  #tickets: RenewedTicket | undefined;
  #telling = false;
  /** To sign in: only the newest comes to something. */
  #attempts = 0;
  /** Opening and closing screens and sessions, one after another: each leaves what the one before has opened. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: AppServiceParts) {
    this.#parts = parts;
    this.#desk = new DeviceDesk({
      engine: parts.engine,
      always: () => parts.settings.now.always,
      asks: () => parts.settings.now.ask,
      changed: () => {
        this.#changed();
      },
      refused: () => this.#policy?.soon(),
      say: (what, fields) => {
        parts.log.say(what, fields);
      },
    });
  }

  state(): AppState {
    const { settings, autostart, engine, shell, shellReason, secretsReason } = this.#parts;
    const { language, theme, ask, kiosk, always, agents } = settings.now;
    const session = this.#session;
    return {
      version: VERSION,
      shell,
      shellReason,
      secretsReason,
      backend: engine.status().backend,
      settings: {
        language: language ?? null,
        theme,
        ask,
        kiosk,
        startAtLogin: autostart?.isSet ?? settings.now.startAtLogin,
        canStartAtLogin: autostart !== undefined || (shell === 'electron' && process.platform !== 'linux'),
        always,
      },
      agents,
      session:
        session === undefined
          ? null
          : {
              agent: session.agent.address,
              kind: session.account === undefined ? 'ticket' : 'account',
              user: session.account?.user ?? '',
              vms: [...session.vms],
            },
      screen: this.#screen,
      ports: this.#desk.views(),
      questions: this.#desk.questions,
      link: this.#link,
    };
  }

  /** Calls `watcher` with the state after every change, at most once a turn, until the returned function is called. */
  watch(watcher: (state: AppState) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** A link was opened. Only says where to go: a person still signs in. Throws `app.link`. */
  openLink(url: string): void {
    const link = parseDeepLink(url);
    const agent = formatAgent(parseAgent(link.agent));
    const isThere = this.#session?.agent.address === agent && this.#screen?.vm === link.vm;
    this.#link = isThere ? null : { agent, vm: link.vm };
    this.#parts.log.say('a link was opened', { agent: link.agent, vm: link.vm });
    this.#changed();
  }

  /** Gives every device back, and signs out. */
  async stop(): Promise<void> {
    await this.#inTurn(() => this.#leave());
    await this.#session?.account?.signOut();
    this.#desk.close();
    await this.#parts.engine.stop();
    this.#parts.log.say('every device is with the local drivers again');
  }

  readonly handlers: Handlers<WindowCalls> = {
    'state.read': () => this.state(),
    'agent.look': async ({ address }) => {
      const typed = parseTyped(address);
      const agent = parseAgent(typed.agent);
      const fingerprint = await presentedBy(agent, AbortSignal.timeout(15_000));
      if (typed.vm !== '') this.openLink(address);
      const known = this.#known(formatAgent(agent));
      return { address: formatAgent(agent), fingerprint, pinned: known?.fingerprint ?? null };
    },
    'agent.trust': ({ address, fingerprint }) => {
      const before = this.#known(address);
      this.#remember({
        ...(before ?? { user: '', vm: '' }),
        address: formatAgent(parseAgent(address)),
        fingerprint,
      });
      this.#parts.log.say('an agent is trusted', { agent: address, fingerprint });
    },
    'agent.forget': async ({ address }) => {
      if (this.#session?.agent.address === address) await this.#inTurn(() => this.#end());
      const { settings, secrets } = this.#parts;
      settings.change({ agents: settings.now.agents.filter((agent) => agent.address !== address) });
      await secrets?.forget(address);
      this.#changed();
    },
    'session.ticket': async ({ address, vm, ticket, keep }) => {
      this.#attempts += 1;
      const agent = this.#trusted(address);
      await this.#beginInTurn({ agent, account: undefined, ticket: { vm, ticket }, vms: [ticketVm(vm)] });
      this.#remember({ ...agent, vm });
      if (!keep) return;
      const { secrets } = this.#parts;
      if (secrets === undefined) {
        throw new AppError(
          'secret.refused',
          'this system keeps no secrets: the ticket is forgotten when Farport is closed',
        );
      }
      await secrets.keep(address, JSON.stringify({ vm, ticket }));
    },
    'session.kept': async ({ address }) => {
      this.#attempts += 1;
      const agent = this.#trusted(address);
      const kept = keptTicket(await this.#parts.secrets?.read(address));
      if (kept === undefined)
        throw new AppError('session.none', 'no ticket is kept for this agent: type one in');
      await this.#beginInTurn({ agent, account: undefined, ticket: kept, vms: [ticketVm(kept.vm)] });
    },
    'session.account': async ({ address, user, password }) => {
      const agent = this.#trusted(address);
      const attempt = (this.#attempts += 1);
      const account = await AgentAccount.signIn(parseAgent(address), agent.fingerprint, user, password);
      const vms = await account.vms();
      if (attempt !== this.#attempts) {
        // The person has turned to something else since.
        await account.signOut();
        return;
      }
      await this.#beginInTurn({ agent, account, ticket: undefined, vms });
      await this.#sit(account, agent.fingerprint);
      this.#remember({ ...agent, user });
    },
    'session.cancel': () => {
      this.#attempts += 1;
    },
    'session.refresh': () => this.#refresh(),
    'session.end': () => this.#inTurn(() => this.#end()),
    'vm.start': async ({ vm }) => {
      const account = this.#session?.account;
      if (account === undefined)
        throw new AppError('session.none', 'only an account can start a VM: sign in with one');
      await account.start(vm);
      await this.#refresh();
    },
    'screen.open': ({ vm }) => this.#inTurn(() => this.#open(vm)),
    'screen.close': () => this.#inTurn(() => this.#leave()),
    'device.use': ({ port }) => {
      this.#desk.use(port);
    },
    'device.keep': ({ port }) => this.#desk.keep(port),
    'question.answer': ({ id, answer }) => {
      const rule = this.#desk.answer(id, answer);
      if (rule === undefined) return;
      const { settings } = this.#parts;
      const same = JSON.stringify(rule);
      settings.change({
        always: remembered(settings.now.always, rule, (other) => JSON.stringify(other) === same),
      });
      this.#changed();
    },
    'always.forget': ({ index }) => {
      const { settings } = this.#parts;
      settings.change({ always: settings.now.always.filter((_, n) => n !== index) });
      this.#changed();
    },
    'settings.change': (change) => {
      this.#set(change);
    },
    'link.forget': () => {
      this.#link = null;
      this.#changed();
    },
    'log.read': () => ({ text: this.#parts.log.text() }),
    'app.quit': () => {
      this.#parts.quit();
    },
  };

  async #open(vm: string): Promise<{ view: string }> {
    const session = this.#session;
    if (session === undefined) throw new AppError('session.none', 'sign in first');
    if (!session.vms.some(({ name }) => name === vm)) {
      throw new AppError('vm.unknown', `there is no VM ${vm} for you here`);
    }
    await this.#leave();
    const ticket = session.ticket?.ticket ?? (await session.account?.ticket(vm)) ?? '';
    const { address, fingerprint } = session.agent;
    const { account } = session;
    this.#tickets = account === undefined ? undefined : this.#renewedTicket(account, vm, ticket);
    const tickets = this.#tickets;
    const view = this.#parts.views.open({ agent: parseAgent(address), fingerprint, vm, ticket }, tickets);
    this.#screen = { vm, view };
    this.#link = null;
    this.#remember({ ...session.agent, user: session.account?.user ?? session.agent.user, vm });
    this.#parts.log.say('a screen is opened', { agent: address, vm });
    this.#desk.open({ agent: address, fingerprint, vm, ticket, tickets });
    if (account !== undefined) this.#policy = this.#lookAtPolicy(account, vm);
    this.#changed();
    return { view };
  }

  #renewedTicket(account: AgentAccount, vm: string, first: string): RenewedTicket {
    return new RenewedTicket({
      first,
      ask: () => account.ticket(vm),
      asked: (error) => {
        if (error !== undefined)
          this.#parts.log.say('the agent gave no new ticket', { vm, error: codeOf(error) });
      },
    });
  }

  #lookAtPolicy(account: AgentAccount, vm: string): PolicyLook {
    const { engine } = this.#parts;
    return new PolicyLook({
      account,
      vm,
      devices: () => engine.devices,
      watch: (changed) => engine.watch(changed),
      judged: (verdicts) => {
        this.#desk.judge(verdicts);
      },
    });
  }

  async #leave(): Promise<void> {
    const screen = this.#screen;
    if (screen === null) return;
    this.#screen = null;
    this.#tickets?.end();
    this.#policy?.end();
    this.#policy = undefined;
    this.#parts.views.end(screen.view);
    await this.#desk.leave();
    this.#parts.log.say('the screen is closed', { vm: screen.vm });
    this.#changed();
  }

  /** Where this machine is a client of the agent's fleet, the agent learns who sits at it. */
  async #sit(account: AgentAccount, fingerprint: string): Promise<void> {
    try {
      const key = await this.#parts.clientKey(fingerprint);
      if (key !== undefined) await account.sitAt(key);
    } catch (error) {
      // An older agent does not know of it, and a VM can be used without.
      this.#parts.log.say('the agent was not told who sits here', { error: messageOf(error) });
    }
  }

  #beginInTurn(session: Session): Promise<void> {
    return this.#inTurn(() => this.#begin(session));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work, work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #begin(session: Session): Promise<void> {
    await this.#end();
    this.#session = session;
    this.#parts.log.say('signed in', {
      agent: session.agent.address,
      by: session.account === undefined ? 'ticket' : 'account',
    });
    this.#changed();
  }

  async #end(): Promise<void> {
    await this.#leave();
    const session = this.#session;
    this.#session = undefined;
    this.#changed();
    await session?.account?.signOut();
  }

  async #refresh(): Promise<void> {
    const session = this.#session;
    if (session?.account === undefined) return;
    try {
      session.vms = await session.account.vms();
    } catch (error) {
      // It is over at the agent: what was listed is nobody's any more.
      if (SESSION_OVER.has(codeOf(error) ?? '')) {
        await this.#inTurn(() => (this.#session === session ? this.#end() : Promise.resolve()));
      }
      throw error;
    }
    this.#changed();
  }

  #set({ startAtLogin, language, ...change }: SettingsChange): void {
    const { settings, autostart } = this.#parts;
    if (startAtLogin !== undefined) {
      try {
        autostart?.set(startAtLogin);
      } catch (cause) {
        throw new AppError('app.settings', `starting at login could not be set: ${messageOf(cause)}`, {
          cause,
        });
      }
      settings.change({ startAtLogin });
    }
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    settings.change({
      ...Object.fromEntries(given),
      ...(language === undefined ? {} : { language: language ?? undefined }),
    });
    this.#changed();
  }

  #known(address: string): KnownAgent | undefined {
    return this.#parts.settings.now.agents.find((agent) => agent.address === address);
  }

  #trusted(address: string): KnownAgent {
    const agent = this.#known(address);
    if (agent !== undefined) return agent;
    throw new AppError('agent.not_trusted', `check the fingerprint of ${address} first`);
  }

  #remember(agent: KnownAgent): void {
    const { settings } = this.#parts;
    settings.change({
      agents: remembered(settings.now.agents, agent, (other) => other.address === agent.address),
    });
    this.#changed();
  }

  #changed(): void {
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      if (this.#watchers.size === 0) return;
      const state = this.state();
      for (const watcher of [...this.#watchers]) watcher(state);
    });
  }
}

function ticketVm(name: string): VmView {
  return { name, description: '', state: 'unknown' };
}

function keptTicket(text: string | null | undefined): { vm: string; ticket: string } | undefined {
  try {
    const kept: unknown = JSON.parse(text ?? '');
    if (typeof kept !== 'object' || kept === null || !('vm' in kept) || !('ticket' in kept)) return undefined;
    const { vm, ticket } = kept;
    return typeof vm === 'string' && typeof ticket === 'string' ? { vm, ticket } : undefined;
  } catch {
    return undefined;
  }
}
