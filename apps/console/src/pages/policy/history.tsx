/** Policies of the past, and one of them taken up again as a draft. */
import type { ReactNode } from 'react';
import { ask } from '../../api/client.ts';
import type { PolicyDocument } from '../../api/types.ts';
import { useList } from '../../api/use.ts';
import { Button } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Badge, More, Shown } from '../../ui/layout.tsx';
import { useTeller } from '../../ui/notes.tsx';
import { useWords } from '../../words/index.tsx';

export function HistoryDialog({
  present,
  onTake,
  onClose,
}: {
  readonly present: number;
  readonly onTake: ((document: PolicyDocument) => void) | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { t, at } = useWords();
  const { complain } = useTeller();
  const versions = useList('GET /policy/versions', ['policy']);
  return (
    <Dialog title={t('policy.history')} onClose={onClose}>
      <div className="dialog-body">
        <Shown of={versions}>
          {(items) => (
            <ul className="rows">
              {items.map(({ version, createdAt, createdBy, comment }) => (
                <li key={version}>
                  <span className="grow">
                    {t('policy.versionBy', { version, by: createdBy })}
                    <small>
                      {at(createdAt)}
                      {comment !== '' && ` · ${comment}`}
                    </small>
                  </span>
                  {version === present ? (
                    <Badge tone="good">{t('policy.inForce')}</Badge>
                  ) : (
                    onTake !== undefined && (
                      <Button
                        onPress={() => {
                          ask('GET /policy/versions/{version}', { params: { version: `${version}` } }).then(
                            ({ document }) => {
                              onTake(document);
                            },
                            complain,
                          );
                        }}
                      >
                        {t('policy.take')}
                      </Button>
                    )
                  )}
                </li>
              ))}
            </ul>
          )}
        </Shown>
        <More of={versions} />
      </div>
    </Dialog>
  );
}
