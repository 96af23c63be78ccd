/** Speeds of USB devices as Farport names them everywhere (USB 3.2, section 3.1; USB 2.0, section 4.2.1). */

export type UsbSpeed = 'low' | 'full' | 'high' | 'super' | 'super-plus';

/** Megabits per second, as Linux shows it in sysfs (`speed`); low speed's 1.5 is exact. */
export const MEGABITS_PER_SECOND: Readonly<Record<UsbSpeed, number>> = {
  low: 1.5,
  full: 12,
  high: 480,
  super: 5000,
  'super-plus': 10000,
};

/** True for the speeds that live on the USB 3 port range of an xHCI controller. */
export function isSuperSpeed(speed: UsbSpeed): boolean {
  return speed === 'super' || speed === 'super-plus';
}
