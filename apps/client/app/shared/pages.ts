/** Where the app's pages are, whoever serves them: /app/FILE, and /view/VIEW/FILE for each screen that is open. */

export type Page =
  | { readonly room: 'app'; readonly file: string }
  | { readonly room: 'view'; readonly view: string; readonly file: string };

/** What a viewer's page asks for first. It is made, not read. */
export const OPENING = 'session.json';

const PAGE = /^\/(?:app|view\/(?<view>[A-Za-z0-9_-]{1,64}))\/(?<file>[a-z-]*(?:\.[a-z]+){0,2})$/;

/** `file` is empty for the page itself. Undefined for what is no path of ours. */
export function pageOf(path: string): Page | undefined {
  const found = PAGE.exec(path)?.groups;
  if (found === undefined) return undefined;
  const { view, file = '' } = found;
  return view === undefined ? { room: 'app', file } : { room: 'view', view, file };
}
