/**
 * Takes people's own tickets back when the grant, the user, the role, the session, the API token or the client goes by which
 * they were made, and ends what was opened by them. Follows the store's changes; makes no tickets.
 */
import { mayConnect } from '../fleet/admissions.ts';
import type { Log } from '../log.ts';
import { StoreFollower } from '../presence/store-follower.ts';
import { systemContext, type ReadTransaction, type Store } from '../store/store.ts';
import type { ChangedKind, ChangeRecord } from '../store/tables.ts';
import type { TicketStore } from './ticket-store.ts';

/** Any of these may be about anybody's. */
const concerned: ReadonlySet<ChangedKind> = new Set(['user', 'group', 'vm']);

type Ticket = ReturnType<TicketStore['accounts']>[number];

export class TicketReview {
  readonly #store: Store;
  readonly #tickets: TicketStore;
  readonly #cut: (ids: ReadonlySet<string>) => void;
  readonly #log: Log;
  #follower: StoreFollower | undefined;

  private constructor(store: Store, tickets: TicketStore, cut: (ids: ReadonlySet<string>) => void, log: Log) {
    this.#store = store;
    this.#tickets = tickets;
    this.#cut = cut;
    this.#log = log;
  }

  /** `cut` ends what is open by these tickets. */
  static async start(
    store: Store,
    tickets: TicketStore,
    cut: (ids: ReadonlySet<string>) => void,
    log: Log,
  ): Promise<TicketReview> {
    const review = new TicketReview(store, tickets, cut, log);
    review.#follower = await StoreFollower.start(
      store,
      {
        changed: (changes) => (review.#isConcernedBy(changes) ? review.#look() : Promise.resolve()),
        gap: () => review.#look(),
      },
      log,
    );
    try {
      await review.#look();
    } catch (error) {
      await review.close();
      throw error;
    }
    return review;
  }

  async close(): Promise<void> {
    await this.#follower?.close();
  }

  /** Clients come and go all day, and sessions end: those by which no ticket was made are nobody's business here. */
  #isConcernedBy(changes: readonly ChangeRecord[]): boolean {
    if (changes.some(({ kind }) => concerned.has(kind))) return true;
    const made = new Set(this.#tickets.accounts().flatMap(({ clientId, by }) => [clientId, by?.id]));
    return changes.some(
      ({ kind, op, id }) =>
        made.has(id) && (kind === 'client' || (op === 'deleted' && (kind === 'session' || kind === 'token'))),
    );
  }

  async #look(): Promise<void> {
    const tickets = this.#tickets.accounts();
    if (tickets.length === 0) return;
    const over = await this.#store.read(async (tx) => {
      const known = new Map<string, string | undefined>();
      const found = [];
      for (const ticket of tickets) {
        const { userId, vmId, clientId, by, isExpired } = ticket;
        const key = JSON.stringify([userId, vmId, clientId, by, isExpired]);
        if (!known.has(key)) known.set(key, await whyOver(tx, ticket));
        const reason = known.get(key);
        if (reason === undefined) continue;
        const user = (await tx.users.get(userId))?.name ?? '';
        found.push({ ...ticket, reason, user, vm: (await tx.vms.get(vmId))?.name ?? '' });
      }
      return found;
    });
    if (over.length === 0) return;
    const ids = new Set(over.map(({ id }) => id));
    await this.#tickets.revokeWhere(({ id }) => ids.has(id));
    this.#cut(ids);
    await this.#store.change(systemContext, async (tx) => {
      for (const { userId, vmId, user, vm, reason } of over) {
        await tx.audit.append({
          action: 'vm.ticket_revoked',
          outcome: 'ok',
          user: { id: userId, name: user },
          vm: { id: vmId, name: vm },
          reason,
        });
      }
    });
    this.#log.info('ticket.reviewed', { revoked: over.length });
  }
}

/** What has gone by which it was made; undefined where all is there. */
async function whyOver(
  tx: ReadTransaction,
  { userId, vmId, clientId, by, isExpired }: Ticket,
): Promise<string | undefined> {
  const user = await tx.users.get(userId);
  if (user === undefined || !(await mayConnect(tx, user, vmId))) {
    return 'the grant, the user or the role has gone';
  }
  if (clientId !== null && (await tx.clients.get(clientId))?.enabled !== true) {
    return 'the client at which it was made was removed or switched off';
  }
  if (by?.kind === 'token' && (await tx.tokens.get(by.id)) === undefined) {
    return 'the API token by which it was made was revoked';
  }
  // Sessions that run out are remembered for as long as tickets last: one that is missing sooner was ended.
  if (by?.kind === 'session' && !isExpired && (await tx.sessions.get(by.id)) === undefined) {
    return 'the session by which it was made was ended';
  }
  return undefined;
}
