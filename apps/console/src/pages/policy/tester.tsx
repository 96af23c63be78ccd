/** Would this device of this user go to this VM, and why: by the policy in force, or by the one that is being changed. */
import { FlaskConical } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { Decision, PolicyDocument } from '../../api/types.ts';
import { DEVICE_KINDS, useChange, useList } from '../../api/use.ts';
import { useAll, useNames, type Names } from '../../names.ts';
import { Button } from '../../ui/controls.tsx';
import { deviceId, deviceTitle } from '../../ui/device.tsx';
import { Select } from '../../ui/fields.tsx';
import { Badge, Card } from '../../ui/layout.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { outcomeTone } from '../../ui/tones.ts';
import { useWords, type Words } from '../../words/index.tsx';

const NOBODY = '-';
const TRIGGERS = ['manual', 'existing', 'new'] as const;
type Trigger = (typeof TRIGGERS)[number];

export function Tester({ document }: { readonly document?: PolicyDocument }): ReactNode {
  const { t, maybe } = useWords();
  const devices = useList('GET /devices', DEVICE_KINDS, { limit: 500 });
  const users = useAll('GET /users');
  const vms = useAll('GET /vms');
  const [deviceChosen, setDevice] = useState<string | null>(null);
  const [vmChosen, setVm] = useState<string | null>(null);
  const [user, setUser] = useState(NOBODY);
  const [trigger, setTrigger] = useState<Trigger>('manual');
  const test = useChange('POST /policy/test');
  const forget = test.reset;
  // A verdict is of one policy: another draft, another question.
  useEffect(() => {
    forget();
  }, [document, forget]);
  return (
    <Card title={t('tester.title')}>
      <p className="quiet">{t(document === undefined ? 'tester.more' : 'tester.moreDraft')}</p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          test.mutate({
            body: {
              deviceId: deviceChosen ?? '',
              vmId: vmChosen ?? '',
              userId: user === NOBODY ? null : user,
              trigger,
              ...(document === undefined ? {} : { document }),
            },
          });
        }}
      >
        <Select
          label={t('device')}
          required
          value={deviceChosen}
          onChange={(id) => {
            forget();
            setDevice(id);
          }}
          options={(devices.data ?? []).map((device) => ({
            id: device.id,
            label: deviceTitle(device),
            hint: `${deviceId(device)} · ${device.clientName} ${device.portPath}`,
          }))}
        />
        <Select
          label={t('user')}
          value={user}
          onChange={(id) => {
            forget();
            setUser(id);
          }}
          options={[
            { id: NOBODY, label: t('tester.nobody') },
            ...users.map(({ id, name, displayName }) => ({ id, label: name, hint: displayName })),
          ]}
        />
        <Select
          label={t('vm')}
          required
          value={vmChosen}
          onChange={(id) => {
            forget();
            setVm(id);
          }}
          options={vms.map(({ id, name, state }) => ({ id, label: name, hint: maybe(`vm.state.${state}`) }))}
        />
        <Select
          label={t('tester.trigger')}
          value={trigger}
          onChange={(id) => {
            forget();
            setTrigger(id as Trigger);
          }}
          options={TRIGGERS.map((id) => ({ id, label: t(`trigger.${id}`) }))}
        />
        <Button
          type="submit"
          look="first"
          busy={test.isPending}
          icon={<FlaskConical size={16} aria-hidden />}
        >
          {t('tester.do')}
        </Button>
      </form>
      <div aria-live="polite">
        {test.error !== null && <ErrorNote error={test.error} />}
        {test.data !== undefined && <Verdict decision={test.data} />}
      </div>
    </Card>
  );
}

/** A decision in a sentence, in the language of whoever looks. */
export function decisionWords(
  { outcome, decidedBy }: Pick<Decision, 'outcome' | 'decidedBy'>,
  { t }: Words,
): string {
  const rule = decidedBy.ruleName ?? '';
  switch (decidedBy.kind) {
    case 'rule':
      return t(`decision.${outcome}`, { rule });
    case 'switch':
      return t(`decision.switch.${decidedBy.switch ?? 'new'}`, { rule });
    case 'no_rule':
      return t('decision.noRule');
  }
}

/** Why a rule was passed over. */
function missWords({ because }: Decision['passedOver'][number], { t, maybe }: Words, names: Names): string {
  const { condition, wanted, actual } = because;
  if (condition === 'disabled') return t('miss.disabled');
  const named = (text: string): string =>
    ['client', 'user', 'vm'].includes(condition)
      ? text
          .split(', ')
          .map((id) => (id === 'nobody' ? t('tester.nobody') : names.any(id)))
          .join(t('list.comma'))
      : text;
  const classes = /^(any|every) of (.*)$/.exec(wanted);
  const asked =
    condition === 'class' && classes?.[2] !== undefined
      ? t(classes[1] === 'any' ? 'miss.any' : 'miss.every', { items: classes[2] })
      : named(wanted);
  if (condition === 'except_id') return t('miss.except', { actual });
  return t('miss', {
    condition: maybe(`condition.${condition}`) ?? condition,
    wanted: asked,
    actual: actual === '' ? '–' : named(actual),
  });
}

function Verdict({ decision }: { readonly decision: Decision }): ReactNode {
  const words = useWords();
  const { t } = words;
  const names = useNames();
  return (
    <div className={`verdict ${outcomeTone(decision.outcome)}`}>
      <p className="verdict-head">
        <Badge tone={outcomeTone(decision.outcome)}>{t(`outcome.${decision.outcome}`)}</Badge>
        <strong>{decisionWords(decision, words)}</strong>
      </p>
      {decision.passedOver.length > 0 && (
        <>
          <h3>{t('tester.passed')}</h3>
          <ol className="passed">
            {decision.passedOver.map((passed) => (
              <li key={passed.ruleId}>
                {passed.ruleName}
                <small>{missWords(passed, words, names)}</small>
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
