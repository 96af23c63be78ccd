/** What a person is told in each state, and what they can do. Owns the choice of words, not the words. */
import type { ViewerState } from '../messages.ts';
import type { Word } from './words.ts';

export interface StateWords {
  readonly title: Word;
  readonly more: Word;
  /** Something is under way by itself. */
  readonly busy: boolean;
  /** Connects at once; undefined: there is nothing to press. */
  readonly button: Word | undefined;
  /** The error's name, for whoever helps. */
  readonly code: string | undefined;
}

const REFUSALS: Readonly<Record<string, readonly [Word, Word]>> = {
  'agent.ticket_refused': ['ticket', 'ticketMore'],
  'session.unknown': ['sessionOver', 'sessionOverMore'],
  'session.expired': ['sessionOver', 'sessionOverMore'],
  'session.none': ['sessionOver', 'sessionOverMore'],
  'agent.wrong_certificate': ['certificate', 'certificateMore'],
  'vm.not_found': ['notFound', 'notFoundMore'],
  'vm.no_display': ['noDisplay', 'noDisplayMore'],
};

const LOST = ['linkLost', 'linkLostMore'] as const;
const LINKS: Readonly<Record<string, readonly [Word, Word]>> = {
  'agent.busy': ['agentBusy', 'agentBusyMore'],
  'agent.starting': ['agentStarting', 'agentStartingMore'],
};

/** Of a further screen: what is said where it shows nothing. */
export const HEAD_OFF: StateWords = words('headOff', 'headOffMore', true);

/** Undefined: the screen itself is to be seen. `pictures`: heads that show something. */
export function stateWords(state: ViewerState, pictures: number): StateWords | undefined {
  switch (state.kind) {
    case 'connecting':
      return words('connecting', 'connectingMore', true);
    case 'connected':
      return pictures > 0 ? undefined : words('noPicture', 'noPictureMore', false);
    case 'link-lost':
      return words(...(LINKS[state.code] ?? LOST), true, 'now', state.code);
    case 'vm-stopped':
      return words('stopped', 'stoppedMore', true, 'now');
    case 'taken-over':
      return words('takenOver', 'takenOverMore', false, 'takeBack');
    case 'refused': {
      const [title, more] = REFUSALS[state.code] ?? (['refused', 'refusedMore'] as const);
      return words(title, more, false, 'again', state.code);
    }
    case 'broken':
      return words('broken', 'brokenMore', false, 'again', state.code);
  }
}

function words(title: Word, more: Word, busy: boolean, button?: Word, code?: string): StateWords {
  return { title, more, busy, button, code };
}

/** A try that goes on by itself says what it waits for until it has come to something. */
export function shownState(before: ViewerState, now: ViewerState): ViewerState {
  const waited = before.kind === 'link-lost' || before.kind === 'vm-stopped';
  return waited && now.kind === 'connecting' ? before : now;
}
