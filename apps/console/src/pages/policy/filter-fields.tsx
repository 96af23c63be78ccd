/** The conditions on a device, as fields: ids, classes, serials, ports, each a list with commas. */
import type { ReactNode } from 'react';
import type { Rule } from '../../api/types.ts';
import { Switch } from '../../ui/controls.tsx';
import { Select, TextField } from '../../ui/fields.tsx';
import { useWords } from '../../words/index.tsx';

export type Filter = NonNullable<Rule['device']>;

export interface FilterDraft {
  readonly ids: string;
  readonly exceptIds: string;
  readonly quantifier: 'any' | 'every';
  readonly classes: string;
  readonly ignoreSecondaryHid: boolean;
  readonly serials: string;
  readonly ports: string;
}

const join = (items: readonly string[] | undefined): string => (items ?? []).join(', ');

/** What was typed, as a list: undefined where there is nothing. */
export function itemsOf(text: string): string[] | undefined {
  const items = text
    .split(/[,，、\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
  return items.length === 0 ? undefined : items;
}

export function filterDraft({ ids, exceptIds, classes, serials, ports }: Filter): FilterDraft {
  const every = classes !== undefined && 'every' in classes;
  return {
    ids: join(ids),
    exceptIds: join(exceptIds),
    quantifier: every ? 'every' : 'any',
    classes: classes === undefined ? '' : join('every' in classes ? classes.every : classes.any),
    ignoreSecondaryHid: classes?.ignoreSecondaryHid === true,
    serials: join(serials),
    ports: join(ports),
  };
}

/** Undefined where there is no condition. */
export function filterOf(draft: FilterDraft): Filter | undefined {
  const { ids, exceptIds, serials, ports } = draft;
  const lists = Object.entries({ ids, exceptIds, serials, ports }).flatMap(([name, text]) => {
    const items = itemsOf(text);
    return items === undefined ? [] : [[name, items] as const];
  });
  const classes = itemsOf(draft.classes);
  const more = draft.ignoreSecondaryHid ? { ignoreSecondaryHid: true } : {};
  const filter: Filter = {
    ...Object.fromEntries(lists),
    ...(classes === undefined
      ? {}
      : { classes: draft.quantifier === 'any' ? { any: classes, ...more } : { every: classes, ...more } }),
  };
  return Object.keys(filter).length === 0 ? undefined : filter;
}

/** Classes that people look for, with the codes that USB has for them. */
const COMMON = ['08', '03', '0e', '01', '07', '0b', 'e0', '02', 'ff'] as const;
const COMMON_NAMES = {
  '08': 'class.storage',
  '03': 'class.hid',
  '0e': 'class.video',
  '01': 'class.audio',
  '07': 'class.printer',
  '0b': 'class.smart_card',
  e0: 'class.wireless',
  '02': 'class.communications',
  ff: 'class.vendor',
} as const;

export function FilterFields({
  draft,
  onChange,
}: {
  readonly draft: FilterDraft;
  readonly onChange: (draft: FilterDraft) => void;
}): ReactNode {
  const { t } = useWords();
  const set = (change: Partial<FilterDraft>): void => {
    onChange({ ...draft, ...change });
  };
  const chosen = itemsOf(draft.classes) ?? [];
  return (
    <fieldset className="group">
      <legend>{t('filter.title')}</legend>
      <p className="hint">{t('filter.more')}</p>
      <div className="side-by-side">
        <Select
          label={t('filter.quantifier')}
          value={draft.quantifier}
          onChange={(quantifier) => {
            set({ quantifier: quantifier === 'every' ? 'every' : 'any' });
          }}
          options={[
            { id: 'any', label: t('filter.any.class') },
            { id: 'every', label: t('filter.every.class') },
          ]}
        />
        <TextField
          label={t('filter.classes')}
          placeholder="08, 03/01/01"
          mono
          value={draft.classes}
          onChange={(classes) => {
            set({ classes });
          }}
        />
      </div>
      <div className="toggles" role="group" aria-label={t('filter.common')}>
        {COMMON.map((code) => {
          const on = chosen.includes(code);
          return (
            <button
              key={code}
              type="button"
              className="toggle"
              aria-pressed={on}
              onClick={() => {
                set({
                  classes: (on ? chosen.filter((each) => each !== code) : [...chosen, code]).join(', '),
                });
              }}
            >
              {t(COMMON_NAMES[code])}
            </button>
          );
        })}
      </div>
      {chosen.length > 0 && (
        <Switch
          label={t('filter.ignoreHid')}
          hint={t('filter.ignoreHidMore')}
          selected={draft.ignoreSecondaryHid}
          onChange={(ignoreSecondaryHid) => {
            set({ ignoreSecondaryHid });
          }}
        />
      )}
      <div className="side-by-side">
        <TextField
          label={t('filter.idsLabel')}
          placeholder="0781:*, 046d:c52b"
          mono
          value={draft.ids}
          onChange={(ids) => {
            set({ ids });
          }}
        />
        <TextField
          label={t('filter.exceptLabel')}
          mono
          value={draft.exceptIds}
          onChange={(exceptIds) => {
            set({ exceptIds });
          }}
        />
        <TextField
          label={t('filter.serialsLabel')}
          mono
          value={draft.serials}
          onChange={(serials) => {
            set({ serials });
          }}
        />
        <TextField
          label={t('filter.portsLabel')}
          placeholder="1-2"
          mono
          value={draft.ports}
          onChange={(ports) => {
            set({ ports });
          }}
        />
      </div>
    </fieldset>
  );
}
