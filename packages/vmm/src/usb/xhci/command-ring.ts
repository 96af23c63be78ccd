/**
 * The command ring: CRCR, one command after the other, stop and abort (xHCI 1.2 sections 4.6.1, 4.9.3, 5.4.5).
 *
 * Owns CRCR and the order of commands. Never executes one: commands.ts does.
 */
import { execute } from './commands.ts';
import type { CommandHost } from './commands.ts';
import { Crcr } from './registers.ts';
import type { RegisterFile } from './registers.ts';
import { nextTrb } from './ring.ts';
import type { RingPosition } from './ring.ts';
import { CompletionCode, commandCompletionEvent, parseCommandTrb } from './trb.ts';
import type { EventTrb } from './trb.ts';

/** Commands in one turn. */
const COMMANDS_PER_TURN = 64;

export interface CommandRingHost extends CommandHost {
  wakeSoon(): void;
}

/** A command that has begun. */
interface Begun {
  readonly pointer: number;
  readonly slotId: number;
  dropped: boolean;
}

export class CommandRing {
  readonly #host: CommandRingHost;
  readonly #registers: RegisterFile;
  readonly #report: (event: EventTrb) => void;
  #position: RingPosition = { pointer: 0, cycle: false };
  /** The command that waits for a device; a late answer of any other is ignored. */
  #waiting: Begun | undefined;
  #stopping = false;
  #hasMore = false;

  constructor(host: CommandRingHost, registers: RegisterFile, report: (event: EventTrb) => void) {
    this.#host = host;
    this.#registers = registers;
    this.#report = report;
  }

  /** There is work for another turn. */
  get hasMore(): boolean {
    return this.#hasMore;
  }

  get #isRunning(): boolean {
    return (this.#registers.get('CRCR') & Crcr.running) !== 0;
  }

  /** A write of one half of CRCR. The pointer is read back as 0, so it is kept here. */
  writeControl(half: 0 | 1, value: number, mask: number): void {
    if (this.#isRunning) {
      if (half === 0 && (value & (Crcr.stop | Crcr.abort)) !== 0) this.#stop((value & Crcr.abort) !== 0);
      return;
    }
    const { pointer, cycle } = this.#position;
    const high = Math.floor(pointer / 0x1_0000_0000);
    const low = pointer % 0x1_0000_0000;
    this.#position =
      half === 1
        ? { pointer: (((high & ~mask) | value) >>> 0) * 0x1_0000_0000 + low, cycle }
        : {
            pointer: high * 0x1_0000_0000 + ((((low & ~mask) | value) & ~0x3f) >>> 0),
            cycle: (mask & 1) !== 0 ? (value & Crcr.cycle) !== 0 : cycle,
          };
  }

  doorbell(): void {
    this.#registers.set('CRCR', Crcr.running);
    this.#hasMore = true;
    this.#host.wakeSoon();
  }

  /** Events have room again: what waited goes on. */
  resume(): void {
    if (this.#isRunning) this.#hasMore = true;
  }

  /** Executes what is on the ring, a bounded number of commands. */
  run(): void {
    if (!this.#hasMore) return;
    for (let i = 0; i < COMMANDS_PER_TURN; i++) {
      if (!this.#isRunning || this.#waiting !== undefined || !this.#host.mayRun) {
        this.#hasMore = false;
        return;
      }
      const found = nextTrb(this.#host.memory, this.#position);
      if (found.kind === 'empty') {
        this.#hasMore = false;
        return;
      }
      if (found.kind !== 'trb') {
        this.#hasMore = false;
        this.#host.fatal(
          found.kind === 'outside' ? 'command ring is not in memory' : 'command ring is a circle of links',
        );
        return;
      }
      for (const { pointer } of found.links) {
        this.#report(commandCompletionEvent(pointer, CompletionCode.success, 0));
      }
      this.#position = found.next;
      this.#execute(found.pointer, found.raw.control >>> 24, () => parseCommandTrb(found.raw));
    }
  }

  #execute(pointer: number, slotId: number, parse: () => ReturnType<typeof parseCommandTrb>): void {
    const begun = { pointer, slotId, dropped: false };
    this.#waiting = begun;
    execute(this.#host, parse(), begun, (code, slot) => {
      if (begun.dropped) return;
      this.#waiting = undefined;
      this.#report(commandCompletionEvent(pointer, code, slot));
      if (this.#stopping) this.#stopped();
      this.#hasMore = true;
      this.#host.wakeSoon();
    });
  }

  /** CS waits for the command in progress; CA ends it with Command Aborted (4.6.1.1, 4.6.1.2). */
  #stop(abort: boolean): void {
    if (this.#waiting !== undefined && !abort) {
      this.#stopping = true;
      return;
    }
    if (this.#waiting !== undefined) {
      const { pointer, slotId } = this.#waiting;
      this.#drop();
      this.#report(commandCompletionEvent(pointer, CompletionCode.commandAborted, slotId));
    }
    this.#stopped();
  }

  #stopped(): void {
    this.#stopping = false;
    this.#registers.set('CRCR', 0);
    this.#report(commandCompletionEvent(this.#position.pointer, CompletionCode.commandRingStopped, 0));
  }

  /** What the command still waits for has no effect any more. */
  #drop(): void {
    if (this.#waiting !== undefined) this.#waiting.dropped = true;
    this.#waiting = undefined;
  }

  /** Run/Stop went to 0. A command in progress goes on; if it ends before the controller runs again, nobody hears of it. */
  halted(): void {
    this.#registers.set('CRCR', 0);
    this.#hasMore = false;
  }

  /** HCRST. */
  reset(): void {
    this.#position = { pointer: 0, cycle: false };
    this.#drop();
    this.#stopping = false;
    this.#hasMore = false;
  }
}
