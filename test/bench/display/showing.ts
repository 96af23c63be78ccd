/** What both contestants are to the benchmark: a program that draws, a picture in a browser, and a link between. */
import type { Page } from 'playwright-core';
import type { Link } from './link.ts';
import type { Program } from '../program.ts';

export interface Showing {
  /** Replays scenarios (screen-process.ts and replay.rs tell how). */
  readonly player: Program;
  /** The process whose CPU time counts: it takes pictures in and gives bytes out. */
  readonly server: Program;
  readonly link: Link;
  readonly page: Page;
  /** Of the canvas in the page. */
  readonly canvas: string;
  close(): Promise<void>;
}
