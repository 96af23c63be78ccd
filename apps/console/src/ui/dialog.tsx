/** Dialogs: a form or a question over the page. Focus stays in it, Escape leaves it. */
import { X } from 'lucide-react';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { ApiError } from '../api/client.ts';
import { useWords } from '../words/index.tsx';
import { Button, IconButton } from './controls.tsx';
import { ErrorNote } from './notes.tsx';

export function Dialog({
  title,
  onClose,
  wide = false,
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useWords();
  return (
    <ModalOverlay
      className="veil"
      isOpen
      isDismissable
      shouldCloseOnInteractOutside={() => false}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={wide ? 'modal wide' : 'modal'}>
        <AriaDialog className="dialog">
          <header>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <IconButton label={t('close')} onPress={onClose}>
              <X size={18} />
            </IconButton>
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Something to read and to copy, with one button. */
export function ToldDialog({
  title,
  onClose,
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useWords();
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="dialog-body">{children}</div>
      <footer>
        <Button look="first" onPress={onClose}>
          {t('done')}
        </Button>
      </footer>
    </Dialog>
  );
}

/** A form in a dialog: its fields, what went wrong, and the two buttons. */
export function FormDialog({
  title,
  submit,
  danger = false,
  wide = false,
  ready = true,
  onSubmit,
  onClose,
  children,
}: {
  readonly title: string;
  readonly submit: string;
  readonly danger?: boolean;
  readonly wide?: boolean;
  /** Whether it may be submitted yet. */
  readonly ready?: boolean;
  /** Closes when it is done, unless it gives `false`. */
  readonly onSubmit: () => Promise<unknown>;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}): ReactNode {
  const { t } = useWords();
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    // A dialog is inside its page's form for React, though not for the browser.
    event.stopPropagation();
    if (busy || !ready) return;
    setBusy(true);
    setError(null);
    onSubmit().then(
      (result) => {
        setBusy(false);
        if (result !== false) onClose();
      },
      (cause: unknown) => {
        setBusy(false);
        setError(cause as ApiError);
      },
    );
  };
  return (
    <Dialog title={title} onClose={onClose} wide={wide}>
      <form onSubmit={send} className="dialog-form">
        <div className="dialog-body">
          {children}
          {error !== null && <ErrorNote error={error} />}
        </div>
        <footer>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button type="submit" look={danger ? 'danger' : 'first'} busy={busy} isDisabled={!ready}>
            {submit}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
