/**
 * How many frames may be on their way to a viewer, and how well they may look: what acknowledgements tell of the link.
 *
 * Owns the measures: the least time that a frame took to the screen and back (the link's own), how much longer frames
 * take now (what queues), and how much of a refresh it takes at once. Sends nothing, and knows no clock: the caller says
 * what time it is.
 */

/** Frames unacknowledged where the link keeps up. */
export const FULL_WINDOW = 3;
/** Nothing new goes out while more than this waits, however many frames it is. */
const MAX_BYTES_IN_FLIGHT = 8 << 20;

/** What is still is said exactly soon: more would cost bytes twice. */
const BEST_QUALITY = 80;
const WORST_QUALITY = 60;
/** Delay beyond the link's own, in microseconds: below, things are fine. */
const FINE_US = 30_000;
/** Above, two frames are on their way; above the next on the link, one: fewer frames, rather than worse ones. */
const SLOW_US = 80_000;
const LONG_US = 200_000;
/** Above, one frame is on its way, and where the link is why, pictures get worse. */
const VERY_SLOW_US = 300_000;
/** The least delay is forgotten after one to two of these: links change. */
const LEAST_FOR_US = 10_000_000;

/** What of a refresh goes in one frame: what changes meanwhile waits behind it. */
const LEAST_REFRESH_BYTES = 16 << 10;
const MOST_REFRESH_BYTES = 64 << 10;
/** What changes next is to be held up by no more than this, in microseconds beyond the link's own delay. */
const REFRESH_US = 14_000;

/** Acknowledgements of frames this small would cost nearly as much as the frames. */
const LAZY_BYTES = 1 << 10;

interface SentFrame {
  readonly frame: number;
  readonly bytes: number;
  readonly atUs: number;
}

export class Pacer {
  readonly #flying: SentFrame[] = [];
  #bytes = 0;
  #quality = BEST_QUALITY;
  #window = FULL_WINDOW;
  #least = Infinity;
  #leastBefore = Infinity;
  #leastSinceUs = 0;
  #refreshBytes = LEAST_REFRESH_BYTES;

  /** JPEG quality for the next frame. */
  get quality(): number {
    return this.#quality;
  }

  /** How many frames may be unacknowledged now. */
  get window(): number {
    return this.#bytes > MAX_BYTES_IN_FLIGHT ? 0 : this.#window;
  }

  get framesInFlight(): number {
    return this.#flying.length;
  }

  /**
   * How much of the next frame may say exactly what was said with loss: as much as the link takes in time, by what frames
   * before it took, so that what changes next hardly waits; nothing while another frame is on its way.
   */
  get refreshBytes(): number {
    return this.#flying.length > 0 ? 0 : this.#refreshBytes;
  }

  /**
   * Whether the acknowledgement of a frame of so many bytes, about to be sent, may wait for the next one's: it is small, and
   * nothing waits for it. At most one is held back at a time, so two more may go meanwhile.
   */
  mayWait(bytes: number): boolean {
    return this.#flying.length === 0 && bytes < LAZY_BYTES && this.window === FULL_WINDOW;
  }

  sent(frame: number, bytes: number, nowUs: number): void {
    this.#flying.push({ frame, bytes, atUs: nowUs });
    this.#bytes += bytes;
  }

  /**
   * `frame` and all before it are on the screen. `viewerUs`: how long the viewer had it for; a lower quality makes that
   * no shorter, but a smaller window does.
   */
  presented(frame: number, nowUs: number, viewerUs = 0): void {
    let bytes = 0;
    let last: SentFrame | undefined;
    while (this.#flying[0] !== undefined && this.#flying[0].frame <= frame) {
      last = this.#flying.shift();
      bytes += last?.bytes ?? 0;
    }
    if (last === undefined) return;
    this.#bytes -= bytes;
    const tookUs = Math.max(0, nowUs - last.atUs);
    this.#measure(tookUs, Math.min(viewerUs, tookUs), nowUs, last.bytes);
  }

  #measure(tookUs: number, viewerUs: number, nowUs: number, bytes: number): void {
    if (nowUs - this.#leastSinceUs > LEAST_FOR_US) {
      this.#leastBefore = this.#least;
      this.#least = Infinity;
      this.#leastSinceUs = nowUs;
    }
    this.#least = Math.min(this.#least, tookUs);
    const delay = tookUs - Math.min(this.#least, this.#leastBefore);
    const onLink = delay - viewerUs;
    if (onLink > VERY_SLOW_US) this.#quality = Math.max(WORST_QUALITY, this.#quality - 10);
    else if (onLink < FINE_US) this.#quality = Math.min(BEST_QUALITY, this.#quality + 2);
    this.#measureRefresh(onLink, bytes);
    const long = onLink > LONG_US || delay > VERY_SLOW_US;
    this.#window = long ? 1 : delay > SLOW_US ? 2 : FULL_WINDOW;
  }

  /** `onLinkUs`: how long a frame of so many bytes waited on the link. */
  #measureRefresh(onLinkUs: number, bytes: number): void {
    const share = this.#refreshBytes / bytes;
    if (onLinkUs * Math.min(1, share) > REFRESH_US)
      this.#refreshBytes = Math.max(LEAST_REFRESH_BYTES, this.#refreshBytes / 2);
    // A frame much smaller than a refresh tells nothing of how long one would take.
    else if (share <= 2 && onLinkUs * 2 * share <= REFRESH_US)
      this.#refreshBytes = Math.min(MOST_REFRESH_BYTES, this.#refreshBytes * 2);
  }
}
