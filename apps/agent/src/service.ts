/**
 * The running agent: puts its parts together in an order that leaves nothing half done when one fails, and takes
 * them apart again. VMs are not its parts: they stay.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EventHub } from './api/events/event-hub.ts';
import type { ApiServer } from './api/server.ts';
import { createAdminServer, assertNoAgent, listenAdmin } from './admin-server.ts';
import type { PresenceService } from './presence/presence-service.ts';
import { adminSocket, type AgentConfig } from './config/config.ts';
import { serveConsole } from './console/console-files.ts';
import { errorMessage } from './errors.ts';
import { Admissions } from './fleet/admissions.ts';
import { retried } from './retried.ts';
import { FleetState } from './fleet/fleet-state.ts';
import { StoreWatch } from './fleet/store-watch.ts';
import { isCheckedWhenOpened } from './store/sqlite/open.ts';
import { answerStarting, Gateway, type Listen } from './gateway/gateway.ts';
import type { Log } from './log.ts';
import { ownDirectory } from './own-directory.ts';
import { AccountTickets } from './tickets/account-tickets.ts';
import type { TicketReview } from './tickets/ticket-review.ts';
import { TicketStore } from './tickets/ticket-store.ts';
import { loadOrMakeIdentity } from './tls/certificate.ts';
import { BuiltVms } from './vms/built-vms.ts';
import { Supervisor } from './vms/supervisor.ts';

export interface Service {
  readonly listen: Listen;
  readonly fingerprint: string;
  /** Resolves when the API answers. @throws what kept it from it, where the agent was stopped before */
  readonly apiReady: Promise<void>;
  /** Name and one-time password of the account that a new fleet begins with; undefined where there are users. */
  readonly firstAdministrator: Promise<{ readonly name: string; readonly password: string } | undefined>;
  /** Resolves when the VMs marked autostart were started, or failed to. */
  readonly autostarted: Promise<void>;
  /** Ends connections and the service. VMs go on unless `stopVms`. */
  stop(stopVms: boolean): Promise<void>;
}

/** Starts everything. @throws ServiceError, before any VM was started */
export async function startService(config: AgentConfig, vmProgram: string, log: Log): Promise<Service> {
  process.umask(0o077);
  ownDirectory(config.dataDir, 'data_dir');
  ownDirectory(config.runDir, 'run_dir');
  const socket = adminSocket(config.dataDir);
  await assertNoAgent(socket);
  const identity = await loadOrMakeIdentity(config.dataDir);
  if (identity.fresh) log.info('tls.identity_made', { fingerprint: identity.fingerprint });
  const tickets = TicketStore.load(join(config.dataDir, 'tickets.json'));
  const isChecked = isCheckedWhenOpened(join(config.dataDir, 'fleet.db'));
  const fleet = await FleetState.open({ dataDir: config.dataDir, vmNames: config.vms.keys(), log });
  const supervisor = new Supervisor(config, vmProgram, log);
  const builtVms = new BuiltVms({ store: fleet.store, host: fleet.host, config, supervisor, log });
  const gateway = new Gateway(identity, tickets, supervisor, log);
  let presence: PresenceService | undefined;
  const admissions = new Admissions(fleet.store, fleet.policies, log);
  supervisor.judgeBy({
    judge: (vm, channel, device) => admissions.judge(gateway.rights.of(vm, channel), device),
    promiseBroken: async (vm, broken) => {
      const right = broken.channel === null ? undefined : gateway.rights.ofLate(vm, broken.channel);
      await admissions.promiseBroken(right, vm, broken);
      if (right?.kind === 'order') await presence?.disguised(right, broken.message);
    },
  });
  gateway.serveConsole(serveConsole(log));
  let listen: Listen;
  try {
    // The port before the VMs: of two agents only one gets further.
    listen = gateway.listen(config.listen);
  } catch (error) {
    await fleet.close();
    throw error;
  }
  const facts = { listen, fingerprint: identity.fingerprint };
  let api: ApiServer | undefined;
  let review: TicketReview | undefined;
  let events: EventHub | undefined;
  const admin = createAdminServer(supervisor, facts, log, (request, response) => {
    if (api === undefined) answerStarting(response);
    else api.answer(request, response, true);
  });
  try {
    await builtVms.load();
    await supervisor.adoptAll();
    await listenAdmin(admin, socket);
  } catch (error) {
    await builtVms.close();
    supervisor.close();
    gateway.close();
    await fleet.close();
    throw error;
  }
  // Hashing takes a while, and no VM waits for it.
  const firstAdministrator = fleet.begin();
  const storeWatch = new StoreWatch(fleet.store, log, !isChecked);
  /** Loaded when all else is up: it is the largest part, and no VM waits for it. */
  const startApi = async (): Promise<void> => {
    const [{ ApiServer }, { EventHub }, { PresenceService }, { OidcSignIn }, { TicketReview }] =
      await Promise.all([
        import('./api/server.ts'),
        import('./api/events/event-hub.ts'),
        import('./presence/presence-service.ts'),
        import('./access/oidc/oidc-sign-in.ts'),
        import('./tickets/ticket-review.ts'),
      ]);
    review = await TicketReview.start(
      fleet.store,
      tickets,
      (ids) => {
        gateway.cutTickets(ids);
      },
      log,
    );
    const clients = await PresenceService.start(fleet, supervisor, log);
    presence = clients;
    gateway.serveClients(clients);
    const hub = (events ??= new EventHub(fleet.store));
    const made = await ApiServer.create({
      fleet,
      storeWatch,
      supervisor,
      builtVms,
      config,
      facts,
      oidc: config.oidc === undefined ? undefined : new OidcSignIn(config.oidc, fleet.store),
      presence: clients,
      admissions,
      tickets: new AccountTickets(tickets),
      serverTickets: tickets,
      events: hub,
      log,
    });
    // Nobody can sign in before there is somebody.
    await firstAdministrator;
    api = made;
    gateway.serveApi((request, response) => {
      made.answer(request, response, false);
    });
    log.info('api.ready');
  };
  const changed = (name: string): void => {
    events?.publish({ kind: 'vm', name });
  };
  supervisor.onGone(changed);
  builtVms.onProgress(changed);
  const stopping = new AbortController();
  // A full disk or a locked database passes: the agent does not wait for somebody to start it anew.
  const apiReady = retried(
    startApi,
    async (error) => {
      log.error('api.failed', { message: errorMessage(error) });
      gateway.serveClients(undefined);
      await presence?.close();
      await review?.close();
      presence = undefined;
      review = undefined;
    },
    stopping.signal,
  );
  apiReady.catch(() => undefined);
  log.info('agent.listening', { ...listen, fingerprint: identity.fingerprint, dataDir: config.dataDir });
  return {
    listen,
    fingerprint: identity.fingerprint,
    apiReady,
    firstAdministrator: firstAdministrator.then((account) =>
      account === undefined ? undefined : { name: account.user.name, password: account.password },
    ),
    autostarted: supervisor.autostart(),
    async stop(stopVms) {
      log.info('agent.stopping', { stopVms });
      stopping.abort();
      await apiReady.catch(() => undefined);
      await builtVms.close();
      if (stopVms) await supervisor.stopAll();
      supervisor.close();
      gateway.serveApi(undefined);
      gateway.serveClients(undefined);
      await presence?.close();
      await review?.close();
      // Event streams end first, then connections, and the store when nobody can ask it any more.
      await api?.close();
      gateway.close();
      admin.close();
      admin.closeAllConnections();
      await storeWatch.close();
      await fleet.close();
      rmSync(socket, { force: true });
      log.info('agent.stopped');
    },
  };
}
