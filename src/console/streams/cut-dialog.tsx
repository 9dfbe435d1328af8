import { Alert } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionForm } from './action-form.js';
import { type StreamRow } from './activity.js';
import { StreamTitle } from './resume-dialog.js';
import { useStreamActions } from './actions-context.js';

export function CutDialog({
  stream,
  onClose,
}: {
  readonly stream: StreamRow;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { service } = useStreamActions();
  return (
    <ActionForm
      title={t('cut.title')}
      confirm={t('cut.confirm')}
      color="red.8"
      onSubmit={(reason) => service.forbid(stream, undefined, reason)}
      onClose={onClose}
    >
      <StreamTitle stream={stream} />
      <Alert color="yellow" variant="light">
        {t('cut.warning')}
      </Alert>
    </ActionForm>
  );
}
