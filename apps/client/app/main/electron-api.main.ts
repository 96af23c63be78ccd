/** The part of Electron that the main process uses, handed in by its entry: so that the rest runs in tests without it. */
import type * as Electron from 'electron';

export type ElectronApi = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'ipcMain'
  | 'Menu'
  | 'nativeImage'
  | 'protocol'
  | 'safeStorage'
  | 'session'
  | 'Tray'
  | 'utilityProcess'
>;
export type { Electron };
