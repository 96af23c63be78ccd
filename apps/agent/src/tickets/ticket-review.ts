/**
 * Takes people's own tickets back when the grant, the user or the role goes by which they were made, and ends what was opened
 * by them. Follows the store's changes; makes no tickets.
 */
import { mayConnect } from '../fleet/admissions.ts';
import type { Log } from '../log.ts';
import { StoreFollower } from '../presence/store-follower.ts';
import { systemContext, type Store } from '../store/store.ts';
import type { ChangedKind } from '../store/tables.ts';
import type { TicketStore } from './ticket-store.ts';

const concerned: ReadonlySet<ChangedKind> = new Set(['user', 'group', 'vm']);

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
        changed: (changes) =>
          changes.some(({ kind }) => concerned.has(kind)) ? review.#look() : Promise.resolve(),
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

  async #look(): Promise<void> {
    const tickets = this.#tickets.accounts();
    if (tickets.length === 0) return;
    const over = await this.#store.read(async (tx) => {
      const known = new Map<string, { readonly user: string; readonly vm: string } | null>();
      for (const { userId, vmId } of tickets) {
        const key = `${userId} ${vmId}`;
        if (known.has(key)) continue;
        const user = await tx.users.get(userId);
        const isGood = user !== undefined && (await mayConnect(tx, user, vmId));
        const vm = (await tx.vms.get(vmId))?.name ?? '';
        known.set(key, isGood ? null : { user: user?.name ?? '', vm });
      }
      return tickets.flatMap((ticket) => {
        const names = known.get(`${ticket.userId} ${ticket.vmId}`);
        return names === null || names === undefined ? [] : [{ ...ticket, ...names }];
      });
    });
    if (over.length === 0) return;
    const ids = new Set(over.map(({ id }) => id));
    await this.#tickets.revokeWhere(({ id }) => ids.has(id));
    this.#cut(ids);
    await this.#store.change(systemContext, async (tx) => {
      for (const { userId, vmId, user, vm } of over) {
        await tx.audit.append({
          action: 'vm.ticket_revoked',
          outcome: 'ok',
          user: { id: userId, name: user },
          vm: { id: vmId, name: vm },
          reason: 'the grant, the user or the role has gone',
        });
      }
    });
    this.#log.info('ticket.reviewed', { revoked: over.length });
  }
}
