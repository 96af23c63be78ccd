/** usbredir's filter strings: rules made of one, and the policy in force as one. */
import { useState, type ReactNode } from 'react';
import { ask } from '../../api/client.ts';
import type { PolicyDocument } from '../../api/types.ts';
import { useAsk } from '../../api/use.ts';
import { Button, Copyable } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import { ErrorNote, useTeller } from '../../ui/notes.tsx';
import { useWords } from '../../words/index.tsx';

export function UsbredirDialog({
  document,
  onChange,
  onClose,
}: {
  readonly document: PolicyDocument;
  readonly onChange: ((document: PolicyDocument) => void) | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const { complain } = useTeller();
  const [filter, setFilter] = useState('');
  const out = useAsk('GET /policy/usbredir/export', {}, ['policy']);
  return (
    <Dialog title={t('usbredir.title')} onClose={onClose}>
      <div className="dialog-body">
        <h3>{t('usbredir.out')}</h3>
        {out.data !== undefined && <Copyable text={out.data.filter} label={t('usbredir.out')} />}
        {out.error !== null && <ErrorNote error={out.error} />}
        {onChange !== undefined && (
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              const body = { filter, name: 'usbredir', idPrefix: `usbredir-${Date.now().toString(36)}` };
              ask('POST /policy/usbredir/import', { body }).then(({ rules }) => {
                onChange({ ...document, rules: [...rules, ...document.rules] });
                onClose();
              }, complain);
            }}
          >
            <h3>{t('usbredir.in')}</h3>
            <TextField
              label={t('usbredir.filter')}
              hint={t('usbredir.inMore')}
              placeholder="0x08,-1,-1,-1,1|-1,-1,-1,-1,0"
              mono
              lines={2}
              value={filter}
              onChange={setFilter}
              isRequired
            />
            <Button type="submit">{t('usbredir.take')}</Button>
          </form>
        )}
      </div>
    </Dialog>
  );
}
