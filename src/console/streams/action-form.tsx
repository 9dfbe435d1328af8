import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Failure } from '../api/failure.js';
import { Dialog } from '../parts/dialog.js';
import { FailureNotice } from '../parts/failure-notice.js';

const MAX_REASON = 500;

export interface ActionFormProps {
  readonly title: string;
  readonly confirm: string;
  readonly color?: string | undefined;
  readonly isReady?: boolean | undefined;
  readonly children?: ReactNode;
  /** Sends the action once. If it returns a failure, the form shows it and stays open. */
  readonly onSubmit: (reason: string) => Promise<Failure | undefined>;
  readonly onClose: () => void;
}

/**
 * A dialog with a reason and one button. Further clicks on the button have no effect. The dialog can be closed before
 * the request is sent, and after its answer.
 */
export function ActionForm(props: ActionFormProps): ReactNode {
  const { title, confirm, color, isReady = true, children, onSubmit, onClose } = props;
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure>();
  const [isSending, setIsSending] = useState(false);
  // A second click may arrive before React has rendered the button as disabled.
  const isSent = useRef(false);
  const button = useRef<HTMLButtonElement>(null);
  // A disabled button loses the focus, and the next Tab would leave the dialog.
  useEffect(() => {
    if (isSending) button.current?.closest<HTMLElement>('[role="dialog"]')?.focus();
    else if (failure !== undefined) button.current?.focus();
  }, [isSending, failure]);
  const submit = async (): Promise<void> => {
    if (isSent.current || !isReady) return;
    isSent.current = true;
    setIsSending(true);
    setFailure(undefined);
    const failed = await onSubmit(reason);
    isSent.current = false;
    setIsSending(false);
    if (failed === undefined) onClose();
    else setFailure(failed);
  };
  return (
    <Dialog isOpen title={title} isBusy={isSending} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack>
          {children}
          <Textarea
            label={t('common.reason')}
            description={t('common.reasonHint')}
            value={reason}
            maxLength={MAX_REASON}
            autosize
            minRows={2}
            onChange={({ currentTarget }) => {
              setReason(currentTarget.value);
            }}
          />
          {failure !== undefined && <FailureNotice failure={failure} />}
          {isSending && (
            <Text size="sm" role="status">
              {t('common.sending')}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" disabled={isSending} onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button
              ref={button}
              type="submit"
              loading={isSending}
              disabled={!isReady}
              {...(color !== undefined && { color })}
            >
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
