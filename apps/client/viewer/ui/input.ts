/** The page's events, made into the wire's input. Owns the listeners; what a key or a place means is told elsewhere. */
import type { ToWorker } from '../messages.ts';
import type { Desk } from './desk.ts';
import type { Keyboard } from './keyboard.ts';
import { Wheel, wireButtons } from './wheel.ts';

export function listenForInput(desk: Desk, keyboard: Keyboard, send: (message: ToWorker) => void): void {
  const { element } = desk;
  element.addEventListener('keydown', (event) => {
    if (keyboard.down(event)) event.preventDefault();
  });
  element.addEventListener('keyup', (event) => {
    if (keyboard.up(event)) event.preventDefault();
  });
  const away = (): void => {
    keyboard.release();
  };
  element.addEventListener('blur', away);
  window.addEventListener('blur', away);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') away();
  });

  const point = (event: PointerEvent): void => {
    const at = desk.pixelAt(event.clientX, event.clientY);
    if (at !== undefined) send({ type: 'pointer', ...at, buttons: wireButtons(event.buttons) });
  };
  element.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    desk.focus();
    // The button may go up outside of the window.
    element.setPointerCapture(event.pointerId);
    point(event);
  });
  for (const type of ['pointermove', 'pointerup', 'pointercancel'] as const) {
    element.addEventListener(type, point);
  }
  // Side buttons would go back in the browser's history.
  for (const type of ['contextmenu', 'mousedown', 'mouseup', 'auxclick', 'dragstart'] as const) {
    element.addEventListener(type, (event) => {
      event.preventDefault();
    });
  }
  const wheel = new Wheel();
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const turned = wheel.turn(event);
      if (turned !== undefined) send({ type: 'wheel', ...turned, relative: false });
    },
    { passive: false },
  );
}
