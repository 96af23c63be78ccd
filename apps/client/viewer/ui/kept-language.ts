/** The language that the person chose in this browser, else the browser's own. */
import { languageOf, LANGUAGES, type Language } from './words.ts';

export function keptLanguage(): Language {
  const kept = LANGUAGES.find((language) => language === localStorage.getItem('language'));
  return kept ?? languageOf(navigator.languages);
}
