/** Pictures of our own, drawn as lines: one for each kind of device, and the few that buttons need. */
import type { JSX } from 'preact';
import type { DeviceKind } from '../shared/app-state.ts';

type Name = DeviceKind | 'usb' | 'screen' | 'server' | 'gear' | 'back' | 'close' | 'warning' | 'lock';

/** Paths in a square of 24, drawn with a round pen. */
const PATHS: Readonly<Record<Name, string>> = {
  hub: 'M4 9h16v6H4zM8 15v4M12 15v4M16 15v4M12 9V4',
  storage: 'M8 3h8v5H8zM6 8h12v11a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2zM11 5.5h.01M13.5 5.5h.01M10 17h4',
  keyboard: 'M3 6h18v12H3zM7 10h.01M10.500 10h.01M14 10h.01M17.500 10h.01M8 14h8',
  mouse: 'M12 3a6 6 0 0 1 6 6v6a6 6 0 0 1-12 0V9a6 6 0 0 1 6-6zM12 7v3',
  input:
    'M4 8h16a2 2 0 0 1 2 2v6a2 2 0 0 1-4 1l-1-1H7l-1 1a2 2 0 0 1-4-1v-6a2 2 0 0 1 2-2zM7 11v3M5.500 12.500h3M16 12.500h.01M18.500 12.500h.01',
  printer: 'M7 9V3h10v6M5 9h14a2 2 0 0 1 2 2v6h-4M7 17H3v-6a2 2 0 0 1 2-2M7 14h10v7H7z',
  audio: 'M4 14v-2a8 8 0 0 1 16 0v2M4 14h3v6H6a2 2 0 0 1-2-2zM20 14h-3v6h1a2 2 0 0 0 2-2z',
  camera:
    'M12 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM12 7.500a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5zM8 21h8M12 17v4',
  picture: 'M4 7h4l2-3h4l2 3h4v13H4zM12 10a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7z',
  'smart-card': 'M3 5h18v14H3zM6 9h5v5H6zM14 10h4M14 13h4',
  serial: 'M3 8h18l-2 8H5zM8 11h.01M12 11h.01M16 11h.01M10 13.500h.01M14 13.500h.01',
  network: 'M9 3h6v5H9zM3 16h6v5H3zM15 16h6v5h-6zM12 8v4M6 16v-4h12v4',
  wireless: 'M4 10a12 12 0 0 1 16 0M7 13.500a7.500 7.500 0 0 1 10 0M10 17a3.200 3.200 0 0 1 4 0M12 20h.01',
  other: 'M9 3v5M15 3v5M6 8h12v4a6 6 0 0 1-12 0zM12 18v3',
  usb: 'M12 21V5M12 5l-2.500 3M12 5l2.500 3M12 17l-5-3v-3M12 15l5-3V9M7 9.500a1.500 1.500 0 1 1 0 .01M15.500 6h3v3h-3z',
  screen: 'M3 4h18v12H3zM9 20h6M12 16v4',
  server: 'M4 4h16v7H4zM4 13h16v7H4zM8 7.500h.01M8 16.500h.01M12 7.500h5M12 16.500h5',
  gear: 'M4 7h9M17 7h3M15 5a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM4 17h3M11 17h9M9 15a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  warning: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
};

export function Icon({ name, size = 20 }: { readonly name: Name; readonly size?: number }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
