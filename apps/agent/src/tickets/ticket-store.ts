/**
 * Tickets: who has one may redirect devices to one VM, until it expires or is used up. The agent keeps only their
 * SHA-256: a stolen state file lets nobody in. Owns the file; knows nothing of HTTP.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { ServiceError, TicketError, errorCode, errorMessage } from '../errors.ts';
import { writeFileAtomic } from '../files.ts';

/** Bytes of a ticket; written as base64url. */
const ticketBytes = 32;
/** Longest text that is looked at as a ticket. */
const maxTicketLength = 128;
/** Tickets kept at once. */
const maxTickets = 10_000;
/** An expired ticket is remembered this long, so that its holder is told "expired" and not "unknown". */
const rememberMs = 24 * 3_600_000;

const integer = v.pipe(v.number(), v.safeInteger());
const entrySchema = v.strictObject({
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  vm: v.string(),
  created: integer,
  expires: integer,
  /** Uses left; null for any number. */
  uses: v.nullable(v.pipe(integer, v.minValue(0))),
  /** Who made it with an account, for which VM of the fleet, and where they sat; absent: an administrator of the server did. */
  account: v.optional(
    v.strictObject({
      userId: v.string(),
      vmId: v.string(),
      clientId: v.nullable(v.string()),
      /** By which session or API token. */
      by: v.optional(v.strictObject({ kind: v.picklist(['session', 'token']), id: v.string() })),
    }),
  ),
});
const fileSchema = v.strictObject({ version: v.literal(1), tickets: v.array(entrySchema) });

type Entry = v.InferOutput<typeof entrySchema>;
/** Whose a ticket is that was made with an account. */
export type TicketAccount = NonNullable<Entry['account']>;

export interface NewTicket {
  readonly ticket: string;
  /** First 16 digits of the hash: names the ticket in logs. */
  readonly id: string;
  readonly vm: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
  readonly uses: number | null;
}

/** A ticket as its keeper may see it: the ticket itself is known to its holder alone. Times in ms since 1970. */
export interface TicketSummary {
  readonly id: string;
  readonly vm: string;
  readonly created: number;
  readonly expires: number;
  /** Uses left; null for any number. */
  readonly uses: number | null;
}

/** A ticket that was let through. */
export interface Admission {
  readonly id: string;
  readonly sha256: string;
  readonly account: TicketAccount | undefined;
}

function hashOf(ticket: string): string {
  return createHash('sha256').update(ticket, 'utf8').digest('hex');
}

function idOf(sha256: string): string {
  return sha256.slice(0, 16);
}

function summaryOf(id: string, { vm, created, expires, uses }: Entry): TicketSummary {
  return { id, vm, created, expires, uses };
}

export class TicketStore {
  readonly #file: string;
  readonly #now: () => number;
  /** By id. The id narrows the search; the whole hash is compared in constant time. */
  readonly #tickets: Map<string, Entry>;
  #saving: Promise<void> = Promise.resolve();

  private constructor(file: string, tickets: Map<string, Entry>, now: () => number) {
    this.#file = file;
    this.#tickets = tickets;
    this.#now = now;
  }

  /**
   * Reads the file, or begins empty without one. `now`: the store's latestTime, so that no ticket comes back with a clock that
   * is set back.
   * @throws ServiceError tickets.invalid, tickets.unreadable
   */
  static load(file: string, now: () => number): TicketStore {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (cause) {
      if (errorCode(cause) === 'ENOENT') return new TicketStore(file, new Map(), now);
      throw new ServiceError('tickets.unreadable', `${file}: ${errorMessage(cause)}`, { cause });
    }
    try {
      const { tickets } = v.parse(fileSchema, JSON.parse(text));
      return new TicketStore(file, new Map(tickets.map((entry) => [idOf(entry.sha256), entry])), now);
    } catch (cause) {
      throw new ServiceError(
        'tickets.invalid',
        `${file} is damaged: restore it from a backup, or delete it; then every client needs a new ticket`,
        { cause },
      );
    }
  }

  /** Makes a ticket; it is on disk when the promise resolves. @throws TicketError ticket.too_many */
  async create(
    vm: string,
    ttlSeconds: number,
    uses: number | null,
    account?: TicketAccount,
  ): Promise<NewTicket> {
    const now = this.#now();
    this.#forgetOld(now);
    if (this.#tickets.size >= maxTickets) {
      throw new TicketError('ticket.too_many', 409, `there are ${maxTickets} tickets: let some expire first`);
    }
    const ticket = randomBytes(ticketBytes).toString('base64url');
    const sha256 = hashOf(ticket);
    const entry: Entry = {
      sha256,
      vm,
      created: now,
      expires: now + ttlSeconds * 1000,
      uses,
      ...(account === undefined ? {} : { account }),
    };
    this.#tickets.set(idOf(sha256), entry);
    await this.#save();
    return { ticket, id: idOf(sha256), vm, expires: entry.expires, uses };
  }

  /**
   * Looks a ticket up without using it.
   * @throws TicketError ticket.unknown (401), ticket.wrong_vm, ticket.expired, ticket.used_up (403)
   */
  check(ticket: string, vm: string): Admission {
    const sha256 = ticket.length <= maxTicketLength ? hashOf(ticket) : '';
    const entry = this.#tickets.get(idOf(sha256));
    if (entry === undefined || !timingSafeEqual(Buffer.from(entry.sha256), Buffer.from(sha256))) {
      throw unknownTicket();
    }
    if (entry.vm !== vm) {
      throw new TicketError(
        'ticket.wrong_vm',
        403,
        'this ticket is for another VM: check the VM’s name, or ask for a ticket for it',
      );
    }
    if (entry.expires <= this.#now()) {
      throw new TicketError('ticket.expired', 403, 'this ticket has expired: ask for a new one');
    }
    if (entry.uses === 0) {
      throw new TicketError('ticket.used_up', 403, 'this ticket has no uses left: ask for a new one');
    }
    return { id: idOf(sha256), sha256, account: entry.account };
  }

  /** That it was not taken back meanwhile; its last use may be what is under way. @throws TicketError ticket.unknown (401) */
  assertKept(id: string): void {
    if (!this.#tickets.has(id)) throw unknownTicket();
  }

  /** `check`, and takes one use, which is on disk when the promise resolves. */
  async use(ticket: string, vm: string): Promise<Admission> {
    const admission = this.check(ticket, vm);
    const entry = this.#tickets.get(admission.id);
    if (entry !== undefined && entry.uses !== null) {
      entry.uses -= 1;
      await this.#save();
    }
    return admission;
  }

  /** The tickets that still let somebody in, the oldest first. */
  list(): TicketSummary[] {
    const now = this.#now();
    return [...this.#tickets.values()]
      .filter((entry) => entry.expires > now && entry.uses !== 0)
      .map((entry) => summaryOf(idOf(entry.sha256), entry));
  }

  /**
   * Forgets a ticket, which lets nobody in from now on; what was let in stays. On disk when the promise resolves.
   * @throws TicketError ticket.not_found
   */
  async revoke(id: string): Promise<void> {
    if (!this.#tickets.delete(id)) {
      throw new TicketError(
        'ticket.not_found',
        404,
        'there is no ticket with this id: list them to see theirs',
      );
    }
    await this.#save();
  }

  /** Those that were made with accounts. */
  accounts(): readonly (TicketAccount & { readonly id: string; readonly isExpired: boolean })[] {
    const now = this.#now();
    return [...this.#tickets].flatMap(([id, { account, expires }]) =>
      account === undefined ? [] : [{ id, isExpired: expires <= now, ...account }],
    );
  }

  /** Forgets those that fit; gives their ids. On disk when the promise resolves. */
  async revokeWhere(fits: (ticket: TicketSummary) => boolean): Promise<readonly string[]> {
    const gone = [...this.#tickets].filter(([id, entry]) => fits(summaryOf(id, entry))).map(([id]) => id);
    if (gone.length === 0) return gone;
    for (const id of gone) this.#tickets.delete(id);
    await this.#save();
    return gone;
  }

  #forgetOld(now: number): void {
    for (const [id, entry] of this.#tickets) {
      if (entry.expires + rememberMs < now) this.#tickets.delete(id);
    }
  }

  /** Writes after the writes before it; each writes what is true when its turn comes. */
  #save(): Promise<void> {
    const next = this.#saving.then(() =>
      writeFileAtomic(
        this.#file,
        JSON.stringify({ version: 1, tickets: [...this.#tickets.values()] }),
        0o600,
      ),
    );
    this.#saving = next.catch(() => undefined);
    return next;
  }
}

function unknownTicket(): TicketError {
  return new TicketError('ticket.unknown', 401, 'this agent gave out no such ticket: ask for a new one');
}
