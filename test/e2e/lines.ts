// The lines that a program of the lab writes, kept from its start, and waiting for one of them.
import type { LabProcess } from '../lab/lab.ts';

export class Lines {
  readonly all: string[] = [];
  readonly #watchers = new Set<() => void>();
  #rest = '';
  #over = false;

  constructor(process: LabProcess, streams: readonly ('stdout' | 'stderr')[] = ['stdout', 'stderr']) {
    for (const name of streams)
      process[name].on('data', (chunk: Buffer) => {
        this.#take(chunk.toString());
      });
    const end = () => {
      this.#over = true;
      this.#changed();
    };
    process.ended.then(end, end);
  }

  /** The number of lines so far; give it to `waitFor` to see only what comes after. */
  get mark(): number {
    return this.all.length;
  }

  /** The first line from `mark` on that matches. */
  async waitFor(pattern: RegExp, mark = 0, timeoutMs = 180_000): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const tail = () => this.all.slice(-30).join('\n');
    const look = () => {
      const line = this.all.slice(mark).find((one) => pattern.test(one));
      if (line !== undefined) resolve(line);
      else if (this.#over) reject(new Error(`the program ended before it wrote ${pattern}:\n${tail()}`));
    };
    const timer = setTimeout(() => {
      reject(new Error(`the program wrote no ${pattern} within ${timeoutMs} ms:\n${tail()}`));
    }, timeoutMs);
    this.#watchers.add(look);
    look();
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#watchers.delete(look);
    }
  }

  #take(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    this.all.push(...lines);
    this.#changed();
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
