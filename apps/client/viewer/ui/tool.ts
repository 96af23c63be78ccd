/**
 * The face of a button or of a choice in the bar: a picture and a word, of which a narrow bar shows the picture only. A
 * choice is the browser's own, laid unseen over its face: keys, screen readers and phones know how to deal with it.
 */
import { createElement } from 'lucide';
import { ICONS } from '@farport/look/icons';

export class Tool {
  readonly #control: HTMLButtonElement | HTMLSelectElement;
  readonly #caption = document.createElement('span');

  constructor(control: HTMLButtonElement | HTMLSelectElement, icon: keyof typeof ICONS) {
    this.#control = control;
    this.#caption.className = 'caption';
    const place = control instanceof HTMLSelectElement ? (control.parentElement ?? control) : control;
    const face = document.createElement('span');
    face.className = 'face';
    face.ariaHidden = 'true';
    face.append(createElement(ICONS[icon], { width: 18, height: 18 }), this.#caption);
    place.prepend(face);
  }

  /** `caption` beside the picture, `name` for who hears it, `title` for who points at it. */
  say(caption: string, { name = caption, title = name }: { name?: string; title?: string } = {}): void {
    this.#caption.textContent = caption;
    this.#control.ariaLabel = name;
    this.#control.title = title;
  }
}
