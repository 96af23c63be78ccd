/** Where a link (farport://) leads while somebody is signed in: nothing is left or opened before they say so. */
import type { JSX } from 'preact';
import { useApp, useWork } from './context.renderer.ts';
import { Icon } from './icons.renderer.tsx';

/** `leaveFor`: signs out, and goes to another agent's sign-in. */
export function LinkNote({
  leaveFor,
}: {
  readonly leaveFor: (agent: string) => Promise<void>;
}): JSX.Element | null {
  const { state, say, call } = useApp();
  const { busy, run } = useWork();
  const { link, session } = state;
  if (link === null || session === null) return null;
  const { agent, vm } = link;
  const isThere =
    agent === session.agent && (session.kind === 'account' || session.vms.some(({ name }) => name === vm));
  return (
    <div class="note accent row link-note" role="status">
      <span class="grow">{vm === '' ? say('linkToAgent', { agent }) : say('linkTo', { agent, vm })}</span>
      {isThere && vm !== '' && (
        <button
          type="button"
          class="button first"
          disabled={busy}
          onClick={() => {
            run(() => call('screen.open', { vm }));
          }}
        >
          {say('vmOpenNamed', { vm })}
        </button>
      )}
      {!isThere && (
        <button
          type="button"
          class="button first"
          disabled={busy}
          onClick={() => {
            run(() => leaveFor(agent));
          }}
        >
          {say('linkGo', { agent })}
        </button>
      )}
      <button
        type="button"
        class="button quiet"
        aria-label={say('close')}
        onClick={() => {
          run(() => call('link.forget', {}));
        }}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
