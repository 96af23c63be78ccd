/** The look of the app around this page, which a further head's window finds where the app keeps it; else the system's. */

const THEMES = ['system', 'light', 'dark'];

export function wearKeptTheme(): void {
  const told = [new URLSearchParams(location.search).get('theme'), localStorage.getItem('theme')];
  const theme = told.find((one) => one !== null && THEMES.includes(one));
  if (typeof theme === 'string') document.documentElement.dataset['theme'] = theme;
}
