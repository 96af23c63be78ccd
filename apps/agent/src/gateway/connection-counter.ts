/** Counts what is open under a name, up to a limit for each. Holds nothing for names that have none open. */
export class ConnectionCounter {
  readonly #limit: number;
  readonly #open = new Map<string, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts one more; false, and counts nothing, at the limit. */
  take(name: string): boolean {
    const open = this.#open.get(name) ?? 0;
    if (open >= this.#limit) return false;
    this.#open.set(name, open + 1);
    return true;
  }

  give(name: string): void {
    const open = this.#open.get(name) ?? 0;
    if (open > 1) this.#open.set(name, open - 1);
    else this.#open.delete(name);
  }
}
