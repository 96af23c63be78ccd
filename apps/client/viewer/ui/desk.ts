/**
 * The heads' canvases in the page. Owns where they stand, how they are scaled, the pointer's shape over them, and the
 * wish for a monitor that fits the window.
 */
import type { MonitorMessage } from '@farport/protocol/display';
import { MAX_HEADS } from '@farport/protocol/display-limits';
import type { CursorPicture, HeadPlace } from '../messages.ts';
import { layOut, monitorFor, pixelAt, type Layout, type ScaleMode, type Size } from './layout.ts';
import { byId } from './page.ts';

/** A window that is being dragged asks for its last size, not for all of them. */
const RESIZE_MS = 250;
/** Chromium shows no larger picture as a cursor. */
const MAX_CURSOR_SIDE = 128;

export class Desk {
  readonly element = byId('desk');
  readonly canvases: readonly HTMLCanvasElement[];
  readonly #stage = byId('stage');
  readonly #wish: (monitor: MonitorMessage) => void;
  #heads: readonly HeadPlace[] = [];
  #size: Size = { width: 0, height: 0 };
  #mode: ScaleMode = 'fit';
  #layout: Layout = layOut([], { width: 0, height: 0 }, 'fit');
  #cursor: (CursorPicture & { readonly url: string }) | undefined;
  #wishTimer: ReturnType<typeof setTimeout> | undefined;
  #wished = '';

  constructor(wish: (monitor: MonitorMessage) => void) {
    this.#wish = wish;
    this.canvases = Array.from({ length: MAX_HEADS }, () => {
      const canvas = document.createElement('canvas');
      canvas.hidden = true;
      this.element.append(canvas);
      return canvas;
    });
    const observer = new ResizeObserver(([entry]) => {
      const [box] = entry?.devicePixelContentBoxSize ?? [];
      if (box === undefined) return;
      const { width, height } = entry?.contentRect ?? { width: 0, height: 0 };
      this.#size = {
        width: deviceLength(width, box.inlineSize),
        height: deviceLength(height, box.blockSize),
      };
      this.#arrange();
      clearTimeout(this.#wishTimer);
      this.#wishTimer = setTimeout(() => {
        this.#askForMonitor();
      }, RESIZE_MS);
    });
    observer.observe(this.#stage, { box: 'device-pixel-content-box' });
  }

  get count(): number {
    return this.#heads.length;
  }

  get firstHead(): number {
    return this.#heads[0]?.head ?? 0;
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  /** The pointer is the guest's: it is told how far it moved, not where it is. For programs that turn a view by it. */
  get holdsPointer(): boolean {
    return document.pointerLockElement === this.element;
  }

  /** Until the person lets it go: by Escape, or the chord. */
  async holdPointer(): Promise<void> {
    this.focus();
    await this.element.requestPointerLock();
  }

  get mode(): ScaleMode {
    return this.#mode;
  }

  setMode(mode: ScaleMode): void {
    this.#mode = mode;
    this.#arrange();
    this.#askForMonitor();
  }

  setHeads(heads: readonly HeadPlace[]): void {
    this.#heads = heads;
    this.#arrange();
  }

  /** `description`: how the keyboard comes back from it. */
  setLabel(label: string, description: string): void {
    this.element.ariaLabel = label;
    this.element.ariaDescription = description;
  }

  /** What is to be seen is not what is there now. */
  setStale(stale: boolean): void {
    this.element.dataset['stale'] = String(stale);
  }

  /** Undefined: the guest hides it. */
  setCursor(cursor: CursorPicture | undefined): void {
    if (this.#cursor !== undefined) URL.revokeObjectURL(this.#cursor.url);
    this.#cursor = cursor === undefined ? undefined : { ...cursor, url: URL.createObjectURL(cursor.image) };
    this.#showCursor();
  }

  /** The pixel under a point of the page, in CSS pixels. */
  pixelAt(clientX: number, clientY: number): ReturnType<typeof pixelAt> {
    const { left, top } = this.element.getBoundingClientRect();
    return pixelAt(this.#layout, (clientX - left) * devicePixelRatio, (clientY - top) * devicePixelRatio);
  }

  #arrange(): void {
    this.#layout = layOut(this.#heads, this.#size, this.#mode);
    const { scale, desk, heads } = this.#layout;
    const css = (length: number): string => `${length / devicePixelRatio}px`;
    this.element.style.width = css(desk.width);
    this.element.style.height = css(desk.height);
    this.element.dataset['sharp'] = String(Number.isInteger(scale));
    this.element.dataset['scale'] = String(scale);
    for (const [n, canvas] of this.canvases.entries()) {
      const place = heads.find(({ head }) => head === n);
      canvas.hidden = place === undefined;
      if (place === undefined) continue;
      canvas.style.left = css(place.left);
      canvas.style.top = css(place.top);
      canvas.style.width = css(place.width * scale);
      canvas.style.height = css(place.height * scale);
    }
    this.#showCursor();
  }

  #showCursor(): void {
    const cursor = this.#cursor;
    if (cursor === undefined) {
      this.element.style.cursor = this.#heads.length === 0 ? 'default' : 'none';
      return;
    }
    // As large as the picture around it, unless the browser would then not show it at all.
    const { scale } = this.#layout;
    const largest = MAX_CURSOR_SIDE / Math.max(cursor.width, cursor.height);
    const size = Math.min(scale / devicePixelRatio, largest);
    const [hotX, hotY] = [Math.floor(cursor.hotX * size), Math.floor(cursor.hotY * size)];
    this.element.style.cursor = `image-set(url("${cursor.url}") ${1 / size}x) ${hotX} ${hotY}, default`;
  }

  #askForMonitor(): void {
    if (this.#size.width === 0) return;
    const monitor = monitorFor(this.#size, devicePixelRatio, this.#mode);
    const wished = JSON.stringify(monitor);
    if (wished === this.#wished) return;
    this.#wished = wished;
    this.#wish(monitor);
  }
}

/** `told` is exact, but left at CSS pixels by browsers that only pretend to have a finer display. */
function deviceLength(css: number, told: number): number {
  const expected = css * devicePixelRatio;
  return Math.abs(told - expected) < 2 ? told : Math.round(expected);
}
