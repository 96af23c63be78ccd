/** What the VM shows cannot be shown. Ends the channel with its code; the states on screen say what to do. */

export type ViewerErrorCode =
  /** More frames, or parts of one, than a viewer lets come before it has shown those that came. */
  | 'display.too_many_frames'
  /** A frame draws its picture over and over. */
  | 'display.too_much_drawing'
  /** More pixels on all heads than any VM has. */
  | 'display.screens_too_large'
  /** The deflate stream, or what was in it, is broken. */
  | 'display.deflate'
  | 'display.palette'
  | 'display.exact'
  | 'display.jpeg'
  | 'display.cursor';

export class ViewerError extends Error {
  readonly code: ViewerErrorCode;
  constructor(code: ViewerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.name = 'ViewerError';
  }
}
