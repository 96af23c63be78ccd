/** What this browser keeps for this page: looks, never data or secrets. Does without where it may keep nothing. */
type Thing = 'language' | 'theme';

export function kept(thing: Thing): string | null {
  try {
    return localStorage.getItem(`farport.${thing}`);
  } catch {
    return null;
  }
}

export function keep(thing: Thing, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`farport.${thing}`);
    else localStorage.setItem(`farport.${thing}`, value);
  } catch {
    // It is forgotten with the page, then.
  }
}
