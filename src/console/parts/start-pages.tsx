import { Alert, Button, Center, Loader, Stack, Text } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export function SigningIn(): ReactNode {
  const { t } = useTranslation();
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack align="center" role="status">
        <Loader aria-hidden />
        <Text>{t('session.loading')}</Text>
      </Stack>
    </Center>
  );
}

export function SignInFailed(): ReactNode {
  const { t } = useTranslation();
  return <Stopped title={t('session.failed')} hint={t('session.failedHint')} />;
}

export function Unreachable(): ReactNode {
  const { t } = useTranslation();
  return <Stopped title={t('session.unreachable')} hint={t('session.unreachableHint')} />;
}

function Stopped({ title, hint }: { readonly title: string; readonly hint: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <Center component="main" mih="100dvh" p="md">
      <Alert color="red" variant="light" title={title} role="alert">
        <Stack>
          <Text size="sm">{hint}</Text>
          <Button
            onClick={() => {
              window.location.assign('/console');
            }}
          >
            {t('session.tryAgain')}
          </Button>
        </Stack>
      </Alert>
    </Center>
  );
}
