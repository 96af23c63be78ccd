/** Fields of forms: a label, what one writes or chooses, a hint, what is wrong. */
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
  TextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components';
import { useWords } from '../words/index.tsx';

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'children'> {
  readonly label: string;
  readonly hint?: string;
  readonly lines?: number;
  readonly mono?: boolean;
  readonly placeholder?: string;
}

export function TextField({
  label,
  hint,
  lines,
  mono = false,
  placeholder = '',
  ...rest
}: TextFieldProps): ReactNode {
  const look = mono ? 'input mono' : 'input';
  return (
    <AriaTextField {...rest} className="field">
      <Label>{label}</Label>
      {lines === undefined ? (
        <Input className={look} placeholder={placeholder} spellCheck={false} />
      ) : (
        <TextArea className={look} rows={lines} placeholder={placeholder} />
      )}
      {hint !== undefined && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldError className="mistake" />
    </AriaTextField>
  );
}

export interface Option {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
}

export function Select({
  label,
  options,
  value,
  onChange,
  hint,
  required = false,
  hideLabel = false,
  disabled = false,
}: {
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string | null;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly required?: boolean;
  readonly hideLabel?: boolean;
  readonly disabled?: boolean;
}): ReactNode {
  const { t } = useWords();
  return (
    <AriaSelect
      className="field"
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      placeholder={options.length === 0 ? t('choose.nothing') : t('choose')}
      isRequired={required}
      isDisabled={disabled}
      {...(hideLabel ? { 'aria-label': label } : {})}
    >
      {!hideLabel && <Label>{label}</Label>}
      <Button className="input select">
        <SelectValue className="select-value">
          {({ isPlaceholder, defaultChildren }) =>
            isPlaceholder ? defaultChildren : options.find(({ id }) => id === value)?.label
          }
        </SelectValue>
        <ChevronDown size={16} aria-hidden />
      </Button>
      {hint !== undefined && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldError className="mistake" />
      <Popover className="popover">
        <ListBox className="options" items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className="option">
              <span>{option.label}</span>
              {option.hint !== undefined && <small>{option.hint}</small>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
