// The list of benchmarks, and what each is told.
import type { BenchResult } from './report.ts';
import { bench as agent } from './agent.ts';
import { bench as block } from './block.ts';
import { bench as boot } from './boot.ts';
import { bench as display } from './display.ts';
import { bench as input } from './input.ts';
import { bench as storage } from './storage.ts';
import { bench as urb } from './urb.ts';

export interface BenchContext {
  /** Shorter cells and fewer of them: to see that it works, not to quote. */
  readonly quick: boolean;
  /** Only these contestants; undefined: all. */
  readonly only: readonly string[] | undefined;
  /** A folder for CPU profiles of Farport's processes; undefined: none are taken. */
  readonly profile: string | undefined;
  /** How often each contestant runs; the median counts. */
  readonly runs: number;
  /** Processors of the lab machine, which all contestants share. */
  readonly processors: number;
  /** A line of progress. */
  readonly say: (line: string) => void;
  /** Lines of the lab's own console; undefined: nobody looks. */
  readonly onConsole: ((line: string) => void) | undefined;
}

export interface Bench {
  readonly about: string;
  readonly contestants: readonly string[];
  readonly run: (context: BenchContext) => Promise<BenchResult>;
}

export const benches: Readonly<Record<string, Bench>> = {
  storage,
  boot,
  urb,
  block,
  agent,
  display,
  input,
};
