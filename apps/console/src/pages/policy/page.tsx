/** The policy: ordered rules, changed as one document, tried before it is in force. */
import { useQueryClient } from '@tanstack/react-query';
import { History, Plus, Replace } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { ask } from '../../api/client.ts';
import type { Policy, PolicyDocument, Rule } from '../../api/types.ts';
import { readAnew, useAsk } from '../../api/use.ts';
import { usePresent } from '../../session.tsx';
import { Button, Switch, WhyNot } from '../../ui/controls.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Card, Page, Shown } from '../../ui/layout.tsx';
import { useTeller } from '../../ui/notes.tsx';
import { useWords } from '../../words/index.tsx';
import { changedRules, freshId, sameDocument, withRule } from './draft.ts';
import { DryRunDialog } from './dry-run.tsx';
import { HistoryDialog } from './history.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { RuleList } from './rule-list.tsx';
import { Tester } from './tester.tsx';
import { UsbredirDialog } from './usbredir.tsx';

/** What it was made of, and what it is to be. */
export interface PolicyDraft {
  readonly base: Policy;
  readonly document: PolicyDocument;
}

interface Drafting {
  /** undefined: the policy as it is in force. */
  readonly draft: PolicyDraft | undefined;
  readonly onDraft: (draft: PolicyDraft | undefined) => void;
}

export function PolicyPage(drafting: Drafting): ReactNode {
  const policy = useAsk('GET /policy', {}, ['policy']);
  return <Shown of={policy}>{(data) => <Editor policy={data} {...drafting} />}</Shown>;
}

type Doing = 'save' | 'dry-run' | 'history' | 'usbredir';

function Editor({ policy, draft, onDraft }: Drafting & { readonly policy: Policy }): ReactNode {
  const { t, ago } = useWords();
  const { may } = usePresent();
  const [editing, setEditing] = useState<Rule | undefined>();
  const [doing, setDoing] = useState<Doing | undefined>();
  const change = may('policy.change');
  const changed = draft !== undefined && !sameDocument(draft.document, draft.base.document);
  const document = changed ? draft.document : policy.document;
  const base = changed ? draft.base : policy;
  const marks = changedRules(base, document);
  const edit = (next: PolicyDocument): void => {
    onDraft({ base, document: next });
  };
  const close = (): void => {
    setDoing(undefined);
  };
  return (
    <Page
      title={t('nav.policy')}
      lead={t('policy.lead')}
      actions={
        <>
          <Button
            icon={<History size={16} aria-hidden />}
            onPress={() => {
              setDoing('history');
            }}
          >
            {t('policy.history')}
          </Button>
          <Button
            icon={<Replace size={16} aria-hidden />}
            onPress={() => {
              setDoing('usbredir');
            }}
          >
            usbredir
          </Button>
          {change && (
            <Button
              look="first"
              icon={<Plus size={16} aria-hidden />}
              onPress={() => {
                setEditing({ id: freshId(document), name: '', enabled: true, effect: 'deny' });
              }}
            >
              {t('policy.add')}
            </Button>
          )}
        </>
      }
    >
      {!change && <WhyNot operation="policy.change" />}
      {changed && (
        <div className="note accent draft-bar" role="status">
          <p>
            <strong>{t('policy.draft')}</strong> {t('policy.draftMore')}
            {base.version !== policy.version && <em> {t('policy.overtaken', { by: policy.createdBy })}</em>}
          </p>
          <Button
            onPress={() => {
              setDoing('dry-run');
            }}
          >
            {t('policy.dryRun')}
          </Button>
          <Button
            onPress={() => {
              onDraft(undefined);
            }}
          >
            {t('policy.discard')}
          </Button>
          <Button
            look="first"
            onPress={() => {
              setDoing('save');
            }}
          >
            {t('policy.save')}
          </Button>
        </div>
      )}
      <div className="columns policy">
        <div>
          <Card
            title={t('policy.rules')}
            aside={
              <span className="quiet small">
                {t('policy.version', {
                  version: policy.version,
                  by: policy.createdBy,
                  when: ago(policy.createdAt),
                })}
              </span>
            }
            flush
          >
            <RuleList
              document={document}
              marks={marks}
              onChange={change ? edit : undefined}
              onEdit={setEditing}
            />
            <p className="rule-end">{t('policy.end')}</p>
          </Card>
          <Automatic document={document} onChange={change ? edit : undefined} />
        </div>
        <Tester {...(changed ? { document } : {})} />
      </div>
      {editing !== undefined && (
        <RuleDialog
          rule={editing}
          readOnly={!change}
          onClose={() => {
            setEditing(undefined);
          }}
          onDone={(rule) => {
            edit(withRule(document, rule));
          }}
        />
      )}
      {doing === 'save' && (
        <Save
          base={base}
          document={document}
          onClose={close}
          onSaved={() => {
            onDraft(undefined);
          }}
        />
      )}
      {doing === 'dry-run' && <DryRunDialog document={document} onClose={close} />}
      {doing === 'history' && (
        <HistoryDialog
          present={policy.version}
          onClose={close}
          onTake={
            change
              ? (taken) => {
                  edit(taken);
                  close();
                }
              : undefined
          }
        />
      )}
      {doing === 'usbredir' && (
        <UsbredirDialog document={document} onChange={change ? edit : undefined} onClose={close} />
      )}
    </Page>
  );
}

function Automatic({
  document,
  onChange,
}: {
  readonly document: PolicyDocument;
  readonly onChange: ((document: PolicyDocument) => void) | undefined;
}): ReactNode {
  const { t } = useWords();
  const { automatic } = document;
  return (
    <Card title={t('policy.automatic')}>
      <div className="stack">
        {(['existing', 'new'] as const).map((which) => (
          <Switch
            key={which}
            label={t(`policy.automatic.${which}`)}
            hint={t(`policy.automaticMore.${which}`)}
            selected={automatic[which]}
            disabled={onChange === undefined}
            onChange={(on) => {
              onChange?.({ ...document, automatic: { ...automatic, [which]: on } });
            }}
          />
        ))}
        <TextField
          label={t('policy.timeZone')}
          hint={t('policy.timeZoneMore')}
          value={document.timeZone}
          isReadOnly={onChange === undefined}
          onChange={(timeZone) => {
            onChange?.({ ...document, timeZone });
          }}
        />
      </div>
    </Card>
  );
}

function Save({
  base,
  document,
  onClose,
  onSaved,
}: {
  readonly base: Policy;
  readonly document: PolicyDocument;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}): ReactNode {
  const { t } = useWords();
  const { say } = useTeller();
  const queries = useQueryClient();
  const [comment, setComment] = useState('');
  return (
    <FormDialog
      title={t('policy.saveTitle')}
      submit={t('policy.save')}
      onClose={onClose}
      onSubmit={async () => {
        const made = await ask('PUT /policy', { body: { version: base.version, document, comment } });
        queries.setQueriesData({ queryKey: ['GET /policy'] }, made);
        onSaved();
        readAnew(queries, new Set(['policy']));
        say(t('policy.saved', { version: made.version }));
      }}
    >
      <p>{t('policy.saveMore')}</p>
      <TextField
        label={t('policy.comment')}
        hint={t('policy.commentMore')}
        value={comment}
        onChange={setComment}
        maxLength={1000}
        autoFocus
      />
    </FormDialog>
  );
}
