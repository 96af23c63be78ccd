/** Buttons and the small things one presses. Looks are in styles/controls.css. */
import { Check, Copy, Lock } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import {
  Button as AriaButton,
  SwitchButton,
  SwitchField,
  Tooltip,
  TooltipTrigger,
  type ButtonProps as AriaButtonProps,
} from 'react-aria-components';
import { Link } from 'wouter';
import { useWhyNot } from '../session.tsx';
import { useWords } from '../words/index.tsx';
import type { Operation } from '@farport/fleet/roles';

export type Look = 'plain' | 'first' | 'danger' | 'quiet';

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className'> {
  readonly look?: Look;
  readonly icon?: ReactNode;
  readonly busy?: boolean;
  readonly children: ReactNode;
}

export function Button({ look = 'plain', icon, busy = false, children, ...rest }: ButtonProps): ReactNode {
  return (
    <AriaButton {...rest} className={`button ${look}`} isPending={busy}>
      {icon}
      <span>{children}</span>
    </AriaButton>
  );
}

/** A button that is a picture; its name is told to whoever cannot see it, and shown on hover and focus. */
export function IconButton({
  label,
  children,
  ...rest
}: Omit<AriaButtonProps, 'children' | 'className' | 'aria-label'> & {
  readonly label: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <TooltipTrigger delay={400}>
      <AriaButton {...rest} className="button icon" aria-label={label}>
        {children}
      </AriaButton>
      <Tooltip className="tooltip">{label}</Tooltip>
    </TooltipTrigger>
  );
}

export function ButtonLink({
  to,
  icon,
  children,
}: {
  readonly to: string;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Link href={to} className="button plain">
      {icon}
      <span>{children}</span>
    </Link>
  );
}

export function Switch({
  label,
  hint,
  selected,
  onChange,
  disabled = false,
  hideLabel = false,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly selected: boolean;
  readonly onChange: (selected: boolean) => void;
  readonly disabled?: boolean;
  readonly hideLabel?: boolean;
}): ReactNode {
  return (
    <SwitchField
      className="switch-field"
      isSelected={selected}
      onChange={onChange}
      isDisabled={disabled}
      {...(hideLabel ? { 'aria-label': label } : {})}
    >
      <SwitchButton className="switch">
        <span className="track" />
        {!hideLabel && (
          <span className="switch-text">
            {label}
            {hint !== undefined && <small>{hint}</small>}
          </span>
        )}
      </SwitchButton>
    </SwitchField>
  );
}

/** Says why what would be here is not: the role does not allow it. */
export function WhyNot({ operation }: { readonly operation: Operation }): ReactNode {
  const whyNot = useWhyNot();
  return (
    <p className="why-not">
      <Lock size={15} aria-hidden />
      {whyNot(operation)}
    </p>
  );
}

/** A text to take along: a password, a token, a hash. */
export function Copyable({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  return (
    <div className="copyable">
      <code aria-label={label}>{text}</code>
      <IconButton
        label={copied ? t('copied') : t('copy')}
        onPress={() => {
          void navigator.clipboard.writeText(text).then(() => {
            setCopied(true);
          });
        }}
      >
        {copied ? <Check size={16} /> : <Copy size={16} />}
      </IconButton>
    </div>
  );
}
