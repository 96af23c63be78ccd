/** Stands for the machine's clocks: time passes when a test says so, and the wall's clock can be set. */
import type { ClockSource } from '../clock.ts';

export class FakeClock implements ClockSource {
  #wall: number;
  #monotonic = 1_000;

  /** `wall`: what time it is. */
  constructor(wall = Date.UTC(2026, 10, 17, 10, 0)) {
    this.#wall = wall;
  }

  wall(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  /** Time passes. */
  advance(ms: number): void {
    this.#wall += ms;
    this.#monotonic += ms;
  }

  /** Somebody sets the clock on the wall. */
  setWall(by: number): void {
    this.#wall += by;
  }

  /** The machine starts again after `ms`: its other clock begins anew. */
  restart(ms: number): void {
    this.#wall += ms;
    this.#monotonic = 0;
  }
}
