/** What the routes work with: the parts of the agent, put together by the service. Owns none of them. */
import type { OidcSignIn } from '../access/oidc/oidc-sign-in.ts';
import type { AgentConfig } from '../config/config.ts';
import type { Admissions } from '../fleet/admissions.ts';
import type { FleetState } from '../fleet/fleet-state.ts';
import type { StoreWatch } from '../fleet/store-watch.ts';
import type { Listen } from '../gateway/gateway.ts';
import type { Log } from '../log.ts';
import type { DeviceSession } from '../presence/orders.ts';
import type { PresenceFigures } from '../presence/presence-service.ts';
import type { AccountTickets } from '../tickets/account-tickets.ts';
import type { TicketStore } from '../tickets/ticket-store.ts';
import type { BuiltVms } from '../vms/built-vms.ts';
import type { Supervisor } from '../vms/supervisor.ts';
import type { EventHub } from './events/event-hub.ts';

/** Who is where now, as far as connections tell. Whoever keeps the clients' connections provides it. */
export interface Presence {
  /** Whether the channel of an attached device is up. */
  isLinked(deviceId: string): boolean;
  /** What was carried between devices and VMs, lease by lease. */
  sessions(): readonly DeviceSession[];
  figures(): PresenceFigures;
}

export interface ApiParts {
  readonly fleet: FleetState;
  readonly storeWatch: StoreWatch;
  readonly supervisor: Supervisor;
  readonly builtVms: BuiltVms;
  readonly tickets: AccountTickets;
  readonly serverTickets: TicketStore;
  readonly config: AgentConfig;
  readonly facts: { readonly listen: Listen; readonly fingerprint: string };
  /** Undefined where the configuration has none. */
  readonly oidc: OidcSignIn | undefined;
  readonly presence: Presence;
  readonly admissions: Pick<Admissions, 'figures'>;
  readonly events: EventHub;
  readonly log: Log;
}
