/** What the changed policy would have done with the attempts of the last days. */
import { useEffect, type ReactNode } from 'react';
import type { DryRun, PolicyDocument } from '../../api/types.ts';
import { useChange } from '../../api/use.ts';
import { Button } from '../../ui/controls.tsx';
import { deviceId } from '../../ui/device.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Badge, Table } from '../../ui/layout.tsx';
import { Empty, ErrorNote, Loading } from '../../ui/notes.tsx';
import { outcomeTone } from '../../ui/tones.ts';
import { useWords } from '../../words/index.tsx';

export function DryRunDialog({
  document,
  onClose,
}: {
  readonly document: PolicyDocument;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const { mutate, data, error } = useChange('POST /policy/dry-run');
  useEffect(() => {
    mutate({ body: { document, examples: 50 } });
  }, [mutate, document]);
  return (
    <Dialog title={t('dryRun.title')} onClose={onClose} wide>
      <div className="dialog-body">
        {error !== null && <ErrorNote error={error} />}
        {data === undefined && error === null && <Loading />}
        {data !== undefined && <Report report={data} />}
      </div>
      <footer>
        <Button look="first" onPress={onClose}>
          {t('close')}
        </Button>
      </footer>
    </Dialog>
  );
}

function Report({ report }: { readonly report: DryRun }): ReactNode {
  const { t, number, at } = useWords();
  const changes = report.transitions.filter(({ before, after }) => before !== after);
  return (
    <>
      <p>
        {t('dryRun.examined', { count: number(report.examined) })}{' '}
        {report.otherRule > 0 && t('dryRun.otherRule', { count: number(report.otherRule) })}
      </p>
      {changes.length === 0 ? (
        <Empty title={t(report.examined === 0 ? 'dryRun.nothing' : 'dryRun.same')} />
      ) : (
        <ul className="rows">
          {changes.map(({ before, after, count }) => (
            <li key={`${before} ${after}`}>
              <Badge tone={outcomeTone(before)}>{t(`outcome.${before}`)}</Badge> →{' '}
              <Badge tone={outcomeTone(after)}>{t(`outcome.${after}`)}</Badge>
              <span className="grow" />
              <strong>{number(count)}</strong>
            </li>
          ))}
        </ul>
      )}
      {report.examples.length > 0 && (
        <Table
          label={t('dryRun.examples')}
          columns={[
            { head: t('time') },
            { head: t('device') },
            { head: t('user') },
            { head: t('vm') },
            { head: t('dryRun.before') },
            { head: t('dryRun.after') },
          ]}
        >
          {report.examples.map((example, index) => (
            <tr key={index}>
              <td>{at(example.at)}</td>
              <td>
                {deviceId(example.device)}
                <small>
                  {example.client.name} {example.device.portPath}
                </small>
              </td>
              <td>{example.user?.name ?? '–'}</td>
              <td>{example.vm.name}</td>
              {[example.before, example.after].map((side, at_) => (
                <td key={at_}>
                  <Badge tone={outcomeTone(side.outcome)}>{t(`outcome.${side.outcome}`)}</Badge>
                  <small>{side.decidedBy.ruleName ?? t('decision.none')}</small>
                </td>
              ))}
            </tr>
          ))}
        </Table>
      )}
    </>
  );
}
