/** Several of many, by name: chips of those chosen, and a list to add from. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/controls.tsx';
import { Select } from '../../ui/fields.tsx';
import { useWords } from '../../words/index.tsx';

export function Picks({
  label,
  all,
  chosen,
  onChange,
}: {
  readonly label: string;
  readonly all: readonly { readonly id: string; readonly name: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}): ReactNode {
  const { t } = useWords();
  return (
    <div className="picks">
      <Select
        label={label}
        value={null}
        onChange={(id) => {
          onChange([...chosen, id]);
        }}
        options={all.filter(({ id }) => !chosen.includes(id)).map(({ id, name }) => ({ id, label: name }))}
      />
      {chosen.length === 0 ? (
        <p className="hint">{t('rule.any')}</p>
      ) : (
        <ul className="chips">
          {chosen.map((id) => {
            const name = all.find((each) => each.id === id)?.name ?? id;
            return (
              <li key={id} className="chip">
                {name}
                <IconButton
                  label={t('removeNamed', { name })}
                  onPress={() => {
                    onChange(chosen.filter((each) => each !== id));
                  }}
                >
                  <X size={14} />
                </IconButton>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
