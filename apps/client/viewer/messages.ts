/** What the Worker and the page say to each other. Types only. */
import type {
  ClipboardKind,
  ClipboardStateMessage,
  CursorShapeMessage,
  MonitorMessage,
} from '@farport/protocol/display';
import type { ScaleMode } from './ui/layout.ts';
import type { Language } from './ui/words.ts';

/** How the way to the VM stands. `code` names the error, for words and for help. */
export type ViewerState =
  /** Not there yet. */
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  /** The link is gone; goes on by itself. */
  | { readonly kind: 'link-lost'; readonly code: string; readonly retryMs: number }
  /** The VM does not run; looks again by itself. */
  | { readonly kind: 'vm-stopped'; readonly retryMs: number }
  /** Somebody else looks now. A person has to act from here on. */
  | { readonly kind: 'taken-over' }
  | { readonly kind: 'refused'; readonly code: string }
  /** What came cannot be shown. */
  | { readonly kind: 'broken'; readonly code: string };

export interface HeadPlace {
  readonly head: number;
  readonly width: number;
  readonly height: number;
  readonly x: number;
  readonly y: number;
}

export interface Statistics {
  readonly framesPerSecond: number;
  readonly bitsPerSecond: number;
  /** Milliseconds from a frame's arrival to when it was shown; undefined where none was. */
  readonly frameMs: number | undefined;
  /** Milliseconds from the last key or click to the next change on the screen. */
  readonly reactionMs: number | undefined;
}

export interface CursorPicture extends Pick<CursorShapeMessage, 'width' | 'height' | 'hotX' | 'hotY'> {
  /** A PNG file. */
  readonly image: Blob;
}

export type FromWorker =
  | { readonly type: 'state'; readonly state: ViewerState }
  /** The heads that show something, of so many. */
  | { readonly type: 'heads'; readonly heads: readonly HeadPlace[]; readonly of: number }
  /** Undefined: hidden. */
  | { readonly type: 'cursor'; readonly cursor: CursorPicture | undefined }
  | { readonly type: 'leds'; readonly num: boolean; readonly caps: boolean; readonly scroll: boolean }
  | { readonly type: 'clipboard-state'; readonly state: ClipboardStateMessage }
  /** What the guest's clipboard has; and what the guest wants of this machine's, which has to be answered. */
  | { readonly type: 'clipboard-offer'; readonly kinds: readonly ClipboardKind[] }
  | { readonly type: 'clipboard-request'; readonly kind: ClipboardKind }
  | ClipboardAnswer
  | { readonly type: 'statistics'; readonly statistics: Statistics }
  /** A PNG file. */
  | { readonly type: 'screenshot'; readonly image: Blob };

/** Answers a request; undefined: there is nothing. */
export interface ClipboardAnswer {
  readonly type: 'clipboard-answer';
  readonly kind: ClipboardKind;
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
}

export type ToWorker =
  | {
      readonly type: 'start';
      /** One for each head. */
      readonly canvases: readonly OffscreenCanvas[];
      readonly url: string;
      readonly ticket: string;
      readonly agent: string;
    }
  | { readonly type: 'key'; readonly code: number; readonly down: boolean }
  | {
      readonly type: 'pointer';
      readonly head: number;
      readonly x: number;
      readonly y: number;
      readonly buttons: number;
    }
  | { readonly type: 'motion'; readonly dx: number; readonly dy: number; readonly buttons: number }
  | {
      readonly type: 'wheel';
      readonly horizontal: number;
      readonly vertical: number;
      readonly relative: boolean;
    }
  | { readonly type: 'release-all' }
  | { readonly type: 'monitors'; readonly monitors: readonly MonitorMessage[] }
  | { readonly type: 'refresh' }
  | { readonly type: 'clipboard-offer'; readonly kinds: readonly ClipboardKind[] }
  | { readonly type: 'clipboard-request'; readonly kind: ClipboardKind }
  | ClipboardAnswer
  /** Now, whatever the state. */
  | { readonly type: 'connect' }
  | { readonly type: 'screenshot'; readonly head: number }
  /** The head is shown there from here on; undefined: on its canvas of the start again. */
  | { readonly type: 'canvas'; readonly head: number; readonly canvas: OffscreenCanvas | undefined };

/** What a person does at a screen, in whatever window. */
export type PersonInput = Extract<ToWorker, { type: 'key' | 'pointer' | 'motion' | 'wheel' | 'release-all' }>;

/** A head's own window to the first page: once, with the head's canvas and a port for all that follows. */
export interface HeadWindowJoins {
  readonly type: 'head-window';
  readonly head: number;
  readonly canvas: OffscreenCanvas;
}

export type FromHeadWindow =
  /** What would fit it. */
  | { readonly type: 'monitor'; readonly monitor: MonitorMessage }
  | { readonly type: 'input'; readonly input: PersonInput }
  | { readonly type: 'closed' };

export type ToHeadWindow =
  | { readonly type: 'named'; readonly vm: string; readonly language: Language }
  /** Where the head stands beside the others; undefined: it shows nothing. */
  | { readonly type: 'place'; readonly place: HeadPlace | undefined }
  | { readonly type: 'cursor'; readonly cursor: CursorPicture | undefined }
  | { readonly type: 'stale'; readonly stale: boolean }
  | { readonly type: 'scale'; readonly mode: ScaleMode };
