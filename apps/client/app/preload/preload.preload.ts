/**
 * All that the window's page gets of Electron: to call, by name, what the engine's process checks; to hear the
 * state, and that the engine is gone.
 * Hands out no event, no ipcRenderer, no channel.
 */
import { contextBridge, ipcRenderer } from 'electron';

contextBridge.exposeInMainWorld('farport', {
  call: (name: string, args: unknown): Promise<unknown> => ipcRenderer.invoke('farport:call', name, args),
  onState: (listener: (state: unknown) => void): void => {
    ipcRenderer.on('farport:state', (_event, state: unknown) => {
      listener(state);
    });
  },
  onGone: (listener: () => void): void => {
    ipcRenderer.on('farport:gone', () => {
      listener();
    });
  },
});
