/** The icon in the panel, where the desktop has such a place: shows the window again, gives devices back, quits. */
import type { AppState } from '../shared/app-state.ts';
import { wordsOf, languageOf } from '../shared/words.ts';
import type { Electron, ElectronApi } from './electron-api.main.ts';

export interface TrayEvents {
  readonly show: () => void;
  readonly leave: () => void;
  readonly quit: () => void;
}

export class AppTray {
  readonly #electron: Pick<ElectronApi, 'Menu'>;
  readonly #tray: Electron.Tray;
  readonly #events: TrayEvents;
  #shown = '';

  constructor(
    electron: Pick<ElectronApi, 'Tray' | 'Menu' | 'nativeImage'>,
    icon: string,
    events: TrayEvents,
  ) {
    this.#electron = electron;
    this.#events = events;
    this.#tray = new electron.Tray(
      electron.nativeImage.createFromPath(icon).resize({ width: 22, height: 22 }),
    );
    this.#tray.on('click', events.show);
  }

  show(state: AppState, locale: string): void {
    const word = wordsOf(state.settings.language ?? languageOf([locale]));
    const inVm = state.ports.filter(({ state: each }) => each === 'in_vm').length;
    const tip = inVm === 0 ? 'Farport' : `Farport – ${word('trayDevices', { n: String(inVm) })}`;
    const labels = [word('trayShow'), word('trayLeave'), word('quit')] as const;
    const now = JSON.stringify([tip, labels, state.screen === null]);
    if (now === this.#shown) return;
    this.#shown = now;
    this.#tray.setToolTip(tip);
    this.#tray.setContextMenu(
      this.#electron.Menu.buildFromTemplate([
        { label: labels[0], click: this.#events.show },
        { label: labels[1], click: this.#events.leave, enabled: state.screen !== null },
        { type: 'separator' },
        { label: labels[2], click: this.#events.quit },
      ]),
    );
  }
}
