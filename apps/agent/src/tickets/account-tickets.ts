/**
 * Tickets that people make for themselves for VMs they may use. Owns how many each has: of one person for one VM the
 * newest few are good, so that nobody can use up what all share.
 */
import type { NewTicket, TicketAccount, TicketStore } from './ticket-store.ts';

/** Windows on one VM at once. */
const perPersonAndVm = 4;

export class AccountTickets {
  readonly #tickets: TicketStore;
  /** Ids by person and VM, the oldest first. After a restart of the agent counting begins anew; tickets stay good. */
  readonly #ids = new Map<string, string[]>();

  constructor(tickets: TicketStore) {
    this.#tickets = tickets;
  }

  /** Any number of uses. @throws TicketError ticket.too_many */
  async create(
    whose: Omit<TicketAccount, 'vmId'>,
    vm: { readonly id: string; readonly name: string },
    seconds: number,
  ): Promise<NewTicket> {
    const owner = `${whose.userId} ${vm.id}`;
    const made = await this.#tickets.create(vm.name, seconds, null, { ...whose, vmId: vm.id });
    const ids = [...(this.#ids.get(owner) ?? []), made.id];
    this.#ids.set(owner, ids.slice(-perPersonAndVm));
    const known = new Set(this.#tickets.list().map(({ id }) => id));
    for (const old of ids.slice(0, -perPersonAndVm)) if (known.has(old)) await this.#tickets.revoke(old);
    return made;
  }

  /** The VM is no more: whatever lets somebody into one of its name goes, whoever made it. */
  async revokeAllOf(vmName: string): Promise<void> {
    await this.#tickets.revokeWhere(({ vm }) => vm === vmName);
  }
}
