/**
 * Events on their way to a virtio-input driver (virtio 1.3, 5.8.6.2): groups that end with SYN_REPORT, delivered
 * whole or not at all.
 *
 * Owns the bounded backlog and what the driver has been told of keys and buttons. When the driver gives no buffers
 * until the backlog is full, the backlog is dropped, and the difference of all keys takes its place once there are
 * buffers again: movement is lost, a key never stays down. Knows no ring.
 */
import { EV_KEY, EV_SYN, SYN_REPORT } from './codes.ts';

export interface InputEvent {
  readonly type: number;
  readonly code: number;
  /** Signed 32 bits. */
  readonly value: number;
}

/** Events of a group before its SYN_REPORT; more come in several groups. */
export const MAX_GROUP_EVENTS = 31;
/** Groups that wait for buffers. */
export const MAX_BACKLOG = 256;

const SYN: InputEvent = { type: EV_SYN, code: SYN_REPORT, value: 0 };

/** Hands all events of a group to the driver; or none of them, and answers false. */
export type DeliverGroup = (group: readonly InputEvent[]) => boolean;

export class EventQueue {
  readonly #deliver: DeliverGroup;
  #backlog: (readonly InputEvent[])[] = [];
  /** Keys and buttons that are down for the user. */
  readonly #wanted = new Set<number>();
  /** Those that are down for the driver. */
  readonly #told = new Set<number>();
  /** A backlog was dropped and the driver has not caught up. */
  #lost = false;

  constructor(deliver: DeliverGroup) {
    this.#deliver = deliver;
  }

  /** Groups that wait. */
  get length(): number {
    return this.#backlog.length;
  }

  /** Whether a key or button is down for the user. */
  isDown(code: number): boolean {
    return this.#wanted.has(code);
  }

  /** Adds what happened at one moment, without SYN_REPORT. */
  push(events: readonly InputEvent[]): void {
    note(this.#wanted, events);
    for (let at = 0; at < events.length && !this.#lost; at += MAX_GROUP_EVENTS) {
      if (this.#backlog.length < MAX_BACKLOG) {
        this.#backlog.push([...events.slice(at, at + MAX_GROUP_EVENTS), SYN]);
      } else {
        this.#backlog = [];
        this.#lost = true;
      }
    }
    this.#drain(false);
  }

  /** Releases every key and button: the user looks elsewhere. */
  releaseAll(): void {
    this.push([...this.#wanted].map((code) => keyEvent(code, 0)));
  }

  /** The driver may have given buffers. */
  flush(): void {
    this.#drain(true);
  }

  /** A new driver: no key is down for it, and nothing that waited was meant for it. */
  reset(): void {
    this.#backlog = [];
    this.#wanted.clear();
    this.#told.clear();
    this.#lost = false;
  }

  #drain(mayHaveRoom: boolean): void {
    let sent = 0;
    while (sent < this.#backlog.length && this.#send(this.#backlog[sent] ?? [])) sent += 1;
    if (sent > 0) this.#backlog.splice(0, sent);
    if (this.#lost) this.#catchUp(mayHaveRoom);
  }

  #send(group: readonly InputEvent[]): boolean {
    if (!this.#deliver(group)) return false;
    note(this.#told, group);
    return true;
  }

  #catchUp(mayHaveRoom: boolean): void {
    const released = [...this.#told].filter((code) => !this.#wanted.has(code));
    const pressed = [...this.#wanted].filter((code) => !this.#told.has(code));
    const events = [
      ...released.map((code) => keyEvent(code, 0)),
      ...pressed.map((code) => keyEvent(code, 1)),
    ];
    for (let at = 0; at < events.length; at += MAX_GROUP_EVENTS) {
      if (!this.#send([...events.slice(at, at + MAX_GROUP_EVENTS), SYN])) return;
    }
    if (events.length > 0 || mayHaveRoom) this.#lost = false;
  }
}

function keyEvent(code: number, value: number): InputEvent {
  return { type: EV_KEY, code, value };
}

function note(down: Set<number>, events: readonly InputEvent[]): void {
  for (const { type, code, value } of events) {
    if (type !== EV_KEY) continue;
    if (value === 0) down.delete(code);
    else down.add(code);
  }
}
