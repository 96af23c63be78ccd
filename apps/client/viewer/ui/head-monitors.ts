/** The monitors that several windows wish for together, side by side in the order of their heads. Pure arithmetic. */
import type { MonitorMessage } from '@farport/protocol/display';

const NONE: MonitorMessage = { x: 0, y: 0, width: 0, height: 0, widthMm: 0, heightMm: 0 };

/** `first`: of head 0. `others`: by head, of those that have a window of their own. */
export function monitorsOf(
  first: MonitorMessage,
  others: ReadonlyMap<number, MonitorMessage>,
): readonly MonitorMessage[] {
  const last = Math.max(0, ...others.keys());
  let x = 0;
  return Array.from({ length: last + 1 }, (_, head) => {
    const monitor = head === 0 ? first : others.get(head);
    if (monitor === undefined) return NONE;
    const placed = { ...monitor, x, y: 0 };
    x += monitor.width;
    return placed;
  });
}
