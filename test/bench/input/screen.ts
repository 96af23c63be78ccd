/** What both contestants are to the benchmark of input: a guest in the lab, and its screen in a browser out of it. */
import type { Browser, Page } from 'playwright-core';
import type { GuestShell } from '../../guest/shell.ts';

/** Pixels of the guest's screen, and of its picture in the page. */
export const screen = { width: 1024, height: 640 };

/** A picture in a browser, whose keys and pointer go to the guest. */
export interface Shown {
  readonly page: Page;
  /** Of the picture in the page. */
  readonly canvas: string;
  close(): Promise<void>;
}

export interface ScreenOfGuest {
  readonly guest: GuestShell;
  /** A page that is connected and has the focus. */
  show(browser: Browser): Promise<Shown>;
  close(): Promise<void>;
}
