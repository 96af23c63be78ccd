/**
 * The running agent: puts its parts together in an order that leaves nothing half done when one fails, and takes
 * them apart again. VMs are not its parts: they stay.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createAdminServer, assertNoAgent, listenAdmin } from './admin-server.ts';
import { adminSocket, type AgentConfig } from './config/config.ts';
import { Gateway, type Listen } from './gateway/gateway.ts';
import type { Log } from './log.ts';
import { ownDirectory } from './own-directory.ts';
import { TicketStore } from './tickets/ticket-store.ts';
import { loadOrMakeIdentity } from './tls/certificate.ts';
import { Supervisor } from './vms/supervisor.ts';

export interface Service {
  readonly listen: Listen;
  readonly fingerprint: string;
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
  const supervisor = new Supervisor(config, vmProgram, log);
  const gateway = new Gateway(identity, tickets, supervisor, log);
  // The port before the VMs: of two agents only one gets further.
  const listen = await gateway.listen(config.listen);
  const admin = createAdminServer(supervisor, tickets, { listen, fingerprint: identity.fingerprint }, log);
  try {
    await supervisor.adoptAll();
    await listenAdmin(admin, socket);
  } catch (error) {
    supervisor.close();
    await gateway.close();
    throw error;
  }
  log.info('agent.listening', { ...listen, fingerprint: identity.fingerprint, dataDir: config.dataDir });
  return {
    listen,
    fingerprint: identity.fingerprint,
    autostarted: supervisor.autostart(),
    async stop(stopVms) {
      log.info('agent.stopping', { stopVms });
      if (stopVms) await supervisor.stopAll();
      supervisor.close();
      await gateway.close();
      admin.close();
      admin.closeAllConnections();
      rmSync(socket, { force: true });
      log.info('agent.stopped');
    },
  };
}
