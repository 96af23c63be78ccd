/** Full screen of this window, with the keys that a browser keeps for itself otherwise. */
import { byId } from './page.ts';

/** Keyboard Lock, where the browser has it: then also Ctrl+W, Alt+Tab and the like go to the guest. */
export async function toggleFullScreen(): Promise<void> {
  if (document.fullscreenElement !== null) {
    await document.exitFullscreen();
    return;
  }
  await document.documentElement.requestFullscreen({ navigationUI: 'hide' });
  const { keyboard } = navigator as Navigator & { keyboard?: { lock(): Promise<void> } };
  await keyboard?.lock().catch(() => undefined);
  byId('desk').focus();
}
