/** What an assignment is about, and a device filter, in words. */
import { formatVidPid } from '@farport/usb/identity';
import type { Assignment, Rule } from '../../api/types.ts';
import type { Names } from '../../names.ts';
import { classOfPattern } from '../../ui/device.tsx';
import type { Words } from '../../words/index.tsx';

type Filter = NonNullable<Rule['device']>;

/** The parts of a filter: "class 08, ID 0781:*". */
export function filterWords(filter: Filter, { t }: Words): string[] {
  const parts: string[] = [];
  const list = (items: readonly string[]): string => items.join(t('list.comma'));
  if (filter.ids !== undefined) parts.push(t('filter.ids', { items: list(filter.ids) }));
  if (filter.exceptIds !== undefined) parts.push(t('filter.exceptIds', { items: list(filter.exceptIds) }));
  if (filter.classes !== undefined) {
    const { classes } = filter;
    const named = (items: readonly string[]): string =>
      list(items.map((item) => `${t(`class.${classOfPattern(item)}`)} (${item})`));
    if ('any' in classes) parts.push(named(classes.any));
    else parts.push(t('filter.classesEvery', { items: named(classes.every) }));
  }
  if (filter.serials !== undefined) parts.push(t('filter.serials', { items: list(filter.serials) }));
  if (filter.ports !== undefined) parts.push(t('filter.ports', { items: list(filter.ports) }));
  return parts;
}

export function thingWords({ what }: Pick<Assignment, 'what'>, words: Words, names: Names): string {
  const { t } = words;
  const place = what.clientId === null ? '' : names.client(what.clientId);
  switch (what.kind) {
    case 'device': {
      const id = formatVidPid(what.vendorId ?? 0, what.productId ?? 0);
      const serial = what.serial === undefined || what.serial === '' ? '' : ` / ${what.serial}`;
      const at = [place, what.portPath ?? ''].filter((part) => part !== '').join(' ');
      return `${id}${serial}${at === '' ? '' : ` @ ${at}`}`;
    }
    case 'port':
      return t('assignment.portAt', { port: what.portPath ?? '', client: place });
    case 'rule': {
      const parts = filterWords(what.filter ?? {}, words);
      const rule = parts.length === 0 ? t('filter.any') : parts.join(t('list.and'));
      return place === '' ? rule : `${rule} @ ${place}`;
    }
  }
}
