/**
 * The pointer's picture by head. The guest has one pointer; it gives it a picture on the head that it enters and hides
 * it on the head that it leaves, and either may be told first. Owns which picture counts; decodes none.
 */
import type { CursorShapeMessage } from '@farport/protocol/display';

export interface HeadCursor {
  readonly shape: CursorShapeMessage;
  /** Undefined: hidden. */
  readonly deflated: Uint8Array | undefined;
}

export class HeadCursors {
  /** Pictures that are not hidden, the one told last at the end. */
  readonly #shown = new Map<number, HeadCursor>();
  #due: HeadCursor | undefined;

  tell(cursor: HeadCursor): void {
    this.#shown.delete(cursor.shape.head);
    if (cursor.deflated !== undefined) this.#shown.set(cursor.shape.head, cursor);
    this.#due = [...this.#shown.values()].at(-1) ?? cursor;
  }

  /** What to show now; undefined: nothing was told since. */
  take(): HeadCursor | undefined {
    const due = this.#due;
    this.#due = undefined;
    return due;
  }
}
