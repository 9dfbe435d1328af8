import { Alert, Button, Center, Loader, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
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

/** The first page in a browser that denies storage. There, a sign-in needs a window of its own, and so a click. */
export function SignInByWindow({ signIn }: { readonly signIn: () => Promise<void> }): ReactNode {
  const { t } = useTranslation();
  const [hasFailed, setHasFailed] = useState(false);
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack maw={480}>
        <Title order={1} size="h3">
          {t('title')}
        </Title>
        <Text size="sm">{t('session.noStorage')}</Text>
        {hasFailed && (
          <Alert color="red" variant="light" role="alert">
            {t('session.popupFailed')}
          </Alert>
        )}
        <Button
          onClick={() => {
            setHasFailed(false);
            signIn().catch(() => {
              setHasFailed(true);
            });
          }}
        >
          {t('session.signIn')}
        </Button>
      </Stack>
    </Center>
  );
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
