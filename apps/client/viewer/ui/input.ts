/** The page's events, made into the wire's input. Owns the listeners; what a key or a place means is told elsewhere. */
import type { PersonInput } from '../messages.ts';
import type { Desk } from './desk.ts';
import type { Keyboard } from './keyboard.ts';
import { Touch } from './touch.ts';
import { Wheel, wireButtons, type WheelTurn } from './wheel.ts';

export function listenForInput(desk: Desk, keyboard: Keyboard, send: (message: PersonInput) => void): void {
  const { element } = desk;
  element.addEventListener('keydown', (event) => {
    if (keyboard.down(event)) event.preventDefault();
  });
  element.addEventListener('keyup', (event) => {
    if (keyboard.up(event)) event.preventDefault();
  });
  const away = (): void => {
    touch.cancel();
    keyboard.release();
  };
  element.addEventListener('blur', away);
  window.addEventListener('blur', away);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') away();
  });

  const pointAt = (clientX: number, clientY: number, buttons: number): void => {
    const at = desk.pixelAt(clientX, clientY);
    if (at !== undefined) send({ type: 'pointer', ...at, buttons });
  };
  const point = (event: PointerEvent): void => {
    const buttons = wireButtons(event.buttons);
    if (!desk.holdsPointer) {
      pointAt(event.clientX, event.clientY, buttons);
      return;
    }
    // Several movements of one frame come as one event.
    send({ type: 'motion', dx: event.movementX, dy: event.movementY, buttons });
  };
  const wheel = new Wheel();
  const turn = (event: WheelTurn): void => {
    const turned = wheel.turn(event);
    if (turned !== undefined) send({ type: 'wheel', ...turned, relative: desk.holdsPointer });
  };
  const touch = new Touch(
    {
      point: pointAt,
      scroll: (deltaX, deltaY) => {
        turn({ deltaX, deltaY, deltaMode: 0 });
      },
    },
    (ms, expired) => {
      const timer = setTimeout(expired, ms);
      return {
        cancel: () => {
          clearTimeout(timer);
        },
      };
    },
  );
  element.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    desk.focus();
    // The button may go up outside of the window; a pointer that is held fast cannot leave it.
    if (!desk.holdsPointer) element.setPointerCapture(event.pointerId);
    if (event.pointerType === 'touch') touch.down(event);
    else point(event);
  });
  element.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'touch') touch.move(event);
    else point(event);
  });
  element.addEventListener('pointerup', (event) => {
    if (event.pointerType === 'touch') touch.up(event);
    else point(event);
  });
  element.addEventListener('pointercancel', (event) => {
    if (event.pointerType === 'touch') touch.cancel();
    else point(event);
  });
  // Side buttons would go back in the browser's history.
  for (const type of ['contextmenu', 'mousedown', 'mouseup', 'auxclick', 'dragstart'] as const) {
    element.addEventListener(type, (event) => {
      event.preventDefault();
    });
  }
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      turn(event);
    },
    { passive: false },
  );
}
