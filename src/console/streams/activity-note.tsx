import { Alert, Badge, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Failure } from '../api/failure.js';
import { CopyableId, FailureNotice } from '../parts/failure-notice.js';
import { toPath } from '../parts/stream-name.js';
import { Time, useNow } from '../parts/time.js';
import { toVisible } from '../../stream/name-look.js';
import { type ActiveStream, type Activity, ANY_APP } from './activity.js';
import { useStreamActions } from './actions-context.js';

type Of<Kind extends Activity['kind']> = Extract<Activity, { kind: Kind }>;
const MINUTE_MS = 60_000;

/** Shows the result of the last action on a stream, in the row of the stream. */
export function ActivityNote({ active }: { readonly active: ActiveStream }): ReactNode {
  const { t } = useTranslation();
  const { activity } = active;
  switch (activity.kind) {
    case 'resumed':
      return <ResumedNote active={active} activity={activity} />;
    case 'unknown':
      return <UnknownNote active={active} activity={activity} />;
    case 'cut':
      return <Badge variant="light">{t('cut.done')}</Badge>;
    case 'forbidden':
      return <ForbiddenNote until={activity.until} />;
  }
}

function ForbiddenNote({ until }: { readonly until: string | undefined }): ReactNode {
  const { t } = useTranslation();
  return (
    <Text size="sm" c="red.8" className="adaptive">
      {t('forbid.done', { until: '' })}
      {until !== undefined && <Time at={until} />}
    </Text>
  );
}

function ResumedNote({
  active,
  activity,
}: {
  readonly active: ActiveStream;
  readonly activity: Of<'resumed'>;
}): ReactNode {
  const { t } = useTranslation();
  const { wasForbidden, isBack } = activity;
  if (isBack)
    return (
      <Badge color="teal" variant="filled" autoContrast role="status">
        {t('resume.back')}
      </Badge>
    );
  if (wasForbidden === false) return <NotForbiddenNote active={active} activity={activity} />;
  if (active.stream.appName === ANY_APP) return <Text size="sm">{t('resume.anyApp')}</Text>;
  return <Waiting atMs={activity.atMs} />;
}

function Waiting({ atMs }: { readonly atMs: number }): ReactNode {
  const { t } = useTranslation();
  const elapsedMs = Math.max(0, useNow(1_000) - atMs);
  if (elapsedMs >= MINUTE_MS)
    return <Text size="sm">{t('resume.stillWaiting', { minutes: Math.floor(elapsedMs / MINUTE_MS) })}</Text>;
  return (
    <Group gap="xs" wrap="nowrap">
      <Loader size={14} aria-hidden />
      <Text size="sm">{t('resume.waiting', { seconds: Math.floor(elapsedMs / 1_000) })}</Text>
    </Group>
  );
}

function NotForbiddenNote({
  active,
  activity,
}: {
  readonly active: ActiveStream;
  readonly activity: Of<'resumed'>;
}): ReactNode {
  const { t } = useTranslation();
  const { open } = useStreamActions();
  const { lookalike } = activity;
  return (
    <Stack gap={4}>
      <Text size="sm">{t('resume.notForbidden')}</Text>
      {lookalike && (
        <>
          <Text size="sm" className="break">
            {t('resume.lookalike', {
              difference: t(`difference.${lookalike.difference}`),
              name: toVisible(toPath(lookalike.stream)),
            })}
          </Text>
          <Group>
            <Button
              size="xs"
              variant="default"
              onClick={() => {
                open({ action: 'resume', stream: { ...active.stream, ...lookalike.stream } });
              }}
            >
              {t('resume.resumeLookalike')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}

function UnknownNote({
  active,
  activity,
}: {
  readonly active: ActiveStream;
  readonly activity: Of<'unknown'>;
}): ReactNode {
  const { t } = useTranslation();
  const { service } = useStreamActions();
  const [isChecking, setIsChecking] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const { action, seen } = activity;
  const check = async (): Promise<void> => {
    setIsChecking(true);
    setFailure(await service.check(active.stream));
    setIsChecking(false);
  };
  const { requestId } = activity.failure.kind === 'gateway' ? activity.failure.error : {};
  return (
    <Alert color="yellow" variant="light" p="xs" role="alert">
      <Stack gap={4}>
        <Text size="sm" fw={600}>
          {t(`${action}.unknown`)}
        </Text>
        <Text size="sm">{t('resume.unknownHint')}</Text>
        {requestId !== undefined && <CopyableId label={t('error.requestId')} value={requestId} />}
        {seen !== undefined && (
          <Text size="sm" role="status">
            {t(seen === 'FORBIDDEN' ? 'resume.stillForbidden' : 'resume.noLonger')} ({t(`status.${seen}`)})
          </Text>
        )}
        {failure !== undefined && <FailureNotice failure={failure} />}
        {active.stream.appName !== ANY_APP && (
          <Group>
            <Button size="xs" variant="default" loading={isChecking} onClick={() => void check()}>
              {t('resume.checkAgain')}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
