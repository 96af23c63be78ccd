/** The fields of how a VM is built: what it starts from, its size, its disk, its screen. */
import type { ReactNode } from 'react';
import type { Answer } from '../../api/client.ts';
import { useAsk } from '../../api/use.ts';
import { Switch } from '../../ui/controls.tsx';
import { Select, TextField, type Option } from '../../ui/fields.tsx';
import { ErrorNote, useReasonWords } from '../../ui/notes.tsx';
import { useWords } from '../../words/index.tsx';
import { nothing, type VmDraft } from './draft.ts';

type Image = Answer<'GET /images'>['items'][number];

export function SpecFields({
  draft,
  onChange,
  existing = false,
}: {
  readonly draft: VmDraft;
  readonly onChange: (draft: VmDraft) => void;
  /** Of a VM that is there: what its disk began as is no question any more. */
  readonly existing?: boolean;
}): ReactNode {
  const { t } = useWords();
  const reason = useReasonWords();
  const images = useAsk('GET /images', {}, []);
  const items = images.data?.items ?? [];
  const set = (change: Partial<VmDraft>): void => {
    onChange({ ...draft, ...change });
  };
  const text = (key: 'cmdline' | 'memory' | 'vcpus' | 'disk' | 'width' | 'height' | 'heads') => ({
    value: draft[key],
    onChange: (value: string) => {
      set({ [key]: value });
    },
  });
  const none: Option = { id: nothing, label: t('vm.imageNone') };
  const chosen = (key: 'initrd' | 'image') => ({
    value: draft[key] ?? nothing,
    onChange: (value: string) => {
      set({ [key]: value === nothing ? null : value });
    },
  });
  const unusable = items.filter(({ kind }) => kind === 'other');
  return (
    <>
      {images.error !== null && <ErrorNote error={images.error} again={images.again} />}
      {images.data !== undefined && !items.some(({ kind }) => kind === 'kernel') && (
        <p className="note wait">{t('vm.noKernel', { folders: images.data.folders.join(', ') })}</p>
      )}
      <div className="field-pair">
        <Select
          label={t('vm.kernel')}
          required
          options={optionsOf(items, 'kernel', draft.kernel)}
          value={draft.kernel}
          onChange={(kernel) => {
            set({ kernel });
          }}
        />
        <Select
          label={t('vm.initrd')}
          options={[none, ...optionsOf(items, 'initrd', draft.initrd)]}
          {...chosen('initrd')}
        />
      </div>
      <TextField label={t('vm.cmdline')} mono {...text('cmdline')} maxLength={2047} />
      <div className="field-pair">
        {existing ? null : (
          <Select
            label={t('vm.image')}
            hint={t('vm.imageHint')}
            options={[none, ...optionsOf(items, 'disk', null)]}
            {...chosen('image')}
          />
        )}
        <TextField
          label={t('vm.disk')}
          hint={t(existing ? 'vm.diskGrows' : 'vm.diskHint')}
          pattern="[0-9]{1,6}([.,][0-9]{1,3})?"
          inputMode="decimal"
          isDisabled={existing && draft.disk === ''}
          {...text('disk')}
        />
      </div>
      {!existing && unusable.length > 0 && (
        <details className="quiet small">
          <summary>{t('vm.unusable')}</summary>
          <ul>
            {unusable.map(({ path, name, why, code }) => (
              <li key={path}>
                {name}: {reason(why, code)}
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="field-pair">
        <TextField
          label={t('vm.memory')}
          isRequired
          inputMode="numeric"
          pattern="[0-9]{2,8}"
          {...text('memory')}
        />
        <TextField
          label={t('vm.vcpus')}
          isRequired
          inputMode="numeric"
          pattern="[0-9]{1,3}"
          {...text('vcpus')}
        />
      </div>
      <Switch
        label={t('vm.screen')}
        hint={t('vm.screenHint')}
        selected={draft.hasScreen}
        onChange={(hasScreen) => {
          set({ hasScreen });
        }}
      />
      {draft.hasScreen && (
        <div className="field-pair">
          <TextField
            label={t('vm.width')}
            inputMode="numeric"
            pattern="[0-9]{2,4}"
            isRequired
            {...text('width')}
          />
          <TextField
            label={t('vm.height')}
            inputMode="numeric"
            pattern="[0-9]{2,4}"
            isRequired
            {...text('height')}
          />
          <Select
            label={t('vm.heads')}
            options={['1', '2', '3', '4'].map((id) => ({ id, label: id }))}
            {...text('heads')}
          />
        </div>
      )}
      <Switch
        label={t('vm.autostart')}
        selected={draft.autostart}
        onChange={(autostart) => {
          set({ autostart });
        }}
      />
    </>
  );
}

/** Also the one that is set, where its file is gone. */
function optionsOf(images: readonly Image[], kind: Image['kind'], set: string | null): Option[] {
  const options = images
    .filter((image) => image.kind === kind)
    .map(({ path, name, folder, bytes }) => ({
      id: path,
      label: name,
      hint: `${folder} · ${sizeOf(bytes)}`,
    }));
  if (set !== null && !options.some(({ id }) => id === set)) options.push({ id: set, label: set, hint: '' });
  return options;
}

/** Bytes as people read them; units are the same in every language. */
export function sizeOf(bytes: number): string {
  const mib = bytes / (1 << 20);
  if (mib < 1) return `${Math.ceil(bytes / 1024)} KiB`;
  return mib < 10_240 ? `${Math.round(mib)} MiB` : `${(mib / 1024).toFixed(1)} GiB`;
}
