/** Puts a text into the clipboard, and says that it did. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { toldOf, useApp } from './context.renderer.ts';

export function CopyButton({ text }: { readonly text: string }): JSX.Element {
  const { say, fail } = useApp();
  const [copied, setCopied] = useState(false);
  return (
    <button
      class="button plain"
      type="button"
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => {
            setCopied(true);
          },
          (error: unknown) => {
            fail(toldOf(error));
          },
        );
      }}
    >
      {say(copied ? 'copied' : 'copy')}
    </button>
  );
}
