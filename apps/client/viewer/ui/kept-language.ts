/** The language of the app around this page, else the one that the person chose in this browser, else the browser's own. */
import { languageOf, LANGUAGES, type Language } from './words.ts';

export function keptLanguage(): Language {
  const told = [new URLSearchParams(location.search).get('language'), localStorage.getItem('language')];
  const known = told.map((one) => LANGUAGES.find((language) => language === one));
  return known.find((language) => language !== undefined) ?? languageOf(navigator.languages);
}
