import { Alert, Button, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './dialog.js';
import { useSession, useSessionState } from '../auth/session-context.js';

/** A dialog above the page and above an open form, until the user has signed in again. */
export function SessionEnded(): ReactNode {
  const { t } = useTranslation();
  const session = useSession();
  const { status } = useSessionState();
  const [hasFailed, setHasFailed] = useState(false);
  const signIn = (): void => {
    setHasFailed(false);
    session.signInAgain().catch(() => {
      setHasFailed(true);
    });
  };
  return (
    <Dialog isOpen={status === 'ended'} isTopmost title={t('session.ended')}>
      <Stack>
        <Text size="sm">{t('session.endedHint')}</Text>
        {hasFailed && (
          <Alert color="red" variant="light" role="alert">
            {t('session.popupFailed')}
          </Alert>
        )}
        <Button onClick={signIn}>{t('session.signInAgain')}</Button>
      </Stack>
    </Dialog>
  );
}
