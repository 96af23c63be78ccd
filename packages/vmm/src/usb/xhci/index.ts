/** What the board takes from the xHCI controller. */
export { XhciController } from './controller.ts';
export type { XhciOptions } from './controller.ts';
