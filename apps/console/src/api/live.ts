/**
 * Follows the agent's events and tells what has changed. Resumes where it was; holds no stream while nobody looks (a
 * browser opens six connections to a host and no more), nor while nobody has touched the page for long: an unattended
 * page must not keep its session alive. Reads nothing itself.
 */
import { prefix } from './client.ts';

/** `paused`: nobody looks. `lost`: the agent does not answer. */
export type LiveState = 'connecting' | 'live' | 'lost' | 'paused';

export interface LiveListener {
  state(state: LiveState): void;
  /** Things of these kinds have changed; null: anything may have. */
  changed(kinds: ReadonlySet<string> | null): void;
  /** The session is no longer what it was. */
  ended(): void;
}

const gatherMs = 150;
const retryMs = [500, 1000, 2000, 4000] as const;
const lookEveryMs = 40_000;
const unattendedMs = 30 * 60_000;

let watched = true;
/** Whether somebody looks at the page, as far as it can tell. */
export function isWatched(): boolean {
  return watched;
}

export function followEvents(listener: LiveListener): () => void {
  let source: EventSource | undefined;
  let last: string | undefined;
  let attempts = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let touchedAt = Date.now();
  /** Something may have happened that no event will tell: before the stream, or a VM's coming and going meanwhile. */
  let stale = true;
  let kinds: Set<string> | null = new Set();

  const tell = (): void => {
    gathering = undefined;
    const told = kinds;
    kinds = new Set();
    listener.changed(told);
  };
  const gather = (kind: string | null): void => {
    if (kind === null) kinds = null;
    else kinds?.add(kind);
    gathering ??= setTimeout(tell, gatherMs);
  };
  const close = (): void => {
    source?.close();
    source = undefined;
    clearTimeout(retry);
    retry = undefined;
  };
  const again = (): void => {
    close();
    stale = true;
    listener.state('lost');
    retry = setTimeout(open, retryMs[Math.min(attempts++, retryMs.length - 1)]);
  };

  function open(): void {
    close();
    const stream = new EventSource(
      `${prefix}/events${last === undefined ? '' : `?last=${encodeURIComponent(last)}`}`,
    );
    source = stream;
    const reached = (event: MessageEvent): void => {
      if (event.lastEventId !== '') last = event.lastEventId;
    };
    stream.addEventListener('hello', (event) => {
      reached(event);
      listener.state('live');
      attempts = 0;
      if (stale) gather(null);
      stale = false;
    });
    stream.addEventListener('change', (event) => {
      reached(event);
      gather((JSON.parse(String(event.data)) as { kind: string }).kind);
    });
    stream.addEventListener('live', (event) => {
      gather((JSON.parse(String(event.data)) as { kind: string }).kind);
    });
    stream.addEventListener('reset', (event) => {
      reached(event);
      listener.state('live');
      attempts = 0;
      gather(null);
    });
    stream.addEventListener('ended', () => {
      close();
      last = undefined;
      listener.ended();
    });
    stream.addEventListener('error', () => {
      if (source === stream) again();
    });
  }

  const look = (): void => {
    const now = !document.hidden && Date.now() - touchedAt <= unattendedMs;
    if (now === watched) return;
    watched = now;
    if (!watched) {
      close();
      stale = true;
      listener.state('paused');
    } else {
      listener.state('connecting');
      open();
    }
  };
  const touched = (): void => {
    touchedAt = Date.now();
    if (!watched) look();
  };
  const watch = setInterval(look, lookEveryMs);
  document.addEventListener('visibilitychange', look);
  for (const name of ['pointerdown', 'keydown']) addEventListener(name, touched, { passive: true });

  watched = true;
  listener.state('connecting');
  open();
  return () => {
    close();
    clearInterval(watch);
    clearTimeout(gathering);
    document.removeEventListener('visibilitychange', look);
    for (const name of ['pointerdown', 'keydown']) removeEventListener(name, touched);
  };
}
