/** Work that reads much: a few at once, and more are told to wait. */
import { RequestError } from '../errors.ts';

export class FewAtOnce {
  readonly #most: number;
  readonly #what: string;
  #running = 0;

  constructor(what: string, most: number) {
    this.#what = what;
    this.#most = most;
  }

  /** Takes a place until the function that it gives is called. @throws RequestError api.busy */
  enter(): () => void {
    if (this.#running >= this.#most) {
      throw new RequestError(
        'api.busy',
        429,
        `${this.#what} is being done already: try again when it has ended`,
      );
    }
    this.#running++;
    let inside = true;
    return () => {
      if (inside) this.#running--;
      inside = false;
    };
  }

  /** @throws RequestError api.busy */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const leave = this.enter();
    try {
      return await work();
    } finally {
      leave();
    }
  }
}
