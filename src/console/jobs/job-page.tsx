import { Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import {
  ConsoleCancelJobDocument,
  ConsoleJobDocument,
  ConsoleJobProgressDocument,
  ConsoleRetryJobDocument,
} from '../../../schema/console/graphql.js';
import { useApi, useRead } from '../api/api.js';
import { type Failure } from '../api/failure.js';
import { Dialog } from '../parts/dialog.js';
import { FailureNotice } from '../parts/failure-notice.js';
import { Loading } from '../parts/loading.js';
import { PageTitle } from '../parts/page-title.js';
import { Time } from '../parts/time.js';
import { useIdempotencyKeys } from './idempotency-keys.js';
import { JobItems } from './job-items.js';
import { type Job, JobProgress } from './job-progress.js';
import { JobState } from './jobs-page.js';

export function JobPage(): ReactNode {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { data, failure, isLoading, reload } = useRead(ConsoleJobDocument, { id });
  const job = useProgress(data?.bulkResume ?? undefined);
  if (isLoading) return <Loading />;
  if (job === undefined)
    return failure === undefined ? (
      <PageTitle text={t('jobs.notFound')} />
    ) : (
      <FailureNotice failure={failure} onRetry={reload} />
    );
  return (
    <Stack>
      <Link to="/jobs">{t('jobs.all')}</Link>
      <Group justify="space-between">
        <PageTitle text={`${t('jobs.job')}: ${job.domainName}`} />
        <JobState state={job.state} />
      </Group>
      {job.reason && (
        <Text>
          <bdi>{job.reason}</bdi>
        </Text>
      )}
      <Text size="sm">
        <bdi>{job.by}</bdi> · {t('jobs.startedAt')} <Time at={job.startedAt} />
        {job.finishedAt && (
          <>
            {' '}
            · {t('jobs.finishedAt')} <Time at={job.finishedAt} />
          </>
        )}
      </Text>
      <JobProgress job={job} />
      {job.skipped > 0 && <Text size="sm">{t('jobs.skippedHint')}</Text>}
      <JobButtons key={job.id} job={job} onChanged={reload} />
      <JobItems job={job} />
    </Stack>
  );
}

/** Returns the newest known state of a job. */
function useProgress(read: Job | undefined): Job | undefined {
  const api = useApi();
  const [latest, setLatest] = useState<Job>();
  // A cancelled job ends only after the answers to its calls in progress.
  const id = read !== undefined && !read.finishedAt ? read.id : undefined;
  useEffect(() => {
    if (id === undefined) return undefined;
    return api.watch(ConsoleJobProgressDocument, { id }, ({ bulkResumeProgress }) => {
      if (bulkResumeProgress) setLatest(bulkResumeProgress);
    });
  }, [api, id]);
  // The read may be newer than the last event: a cancelled job never returns to RUNNING.
  const isNewer = latest?.id === id && (read?.state === 'RUNNING' || latest?.state !== 'RUNNING');
  return id !== undefined && isNewer ? latest : read;
}

function JobButtons({ job, onChanged }: { readonly job: Job; readonly onChanged: () => void }): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const navigate = useNavigate();
  const [failure, setFailure] = useState<Failure>();
  const [isConfirming, setIsConfirming] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const toIdempotencyKey = useIdempotencyKeys();
  const send = async (action: () => Promise<Failure | undefined>): Promise<void> => {
    setIsSending(true);
    setFailure(undefined);
    setFailure(await action());
    setIsSending(false);
  };
  const retry = async (): Promise<Failure | undefined> => {
    const { data, failure: failed } = await api.mutate(ConsoleRetryJobDocument, {
      input: { id: job.id, idempotencyKey: toIdempotencyKey({ retryOf: job.id }) },
    });
    const next = data?.retryBulkResume?.bulkResume;
    if (!next) return failed ?? { kind: 'network' };
    void navigate(`/jobs/${encodeURIComponent(next.id)}`);
    return undefined;
  };
  const cancel = async (): Promise<Failure | undefined> => {
    const { data, failure: failed } = await api.mutate(ConsoleCancelJobDocument, { input: { id: job.id } });
    setIsConfirming(false);
    if (!data?.cancelBulkResume) return failed ?? { kind: 'network' };
    onChanged();
    return undefined;
  };
  const left = job.failed + job.cancelled;
  return (
    <Stack gap="xs">
      <Group>
        {job.state === 'RUNNING' && (
          <Button
            variant="default"
            onClick={() => {
              setIsConfirming(true);
            }}
          >
            {t('jobs.cancelJob')}
          </Button>
        )}
        {job.finishedAt && left > 0 && (
          <Button loading={isSending} onClick={() => void send(retry)}>
            {t('jobs.retry', { count: left })}
          </Button>
        )}
      </Group>
      {failure !== undefined && <FailureNotice failure={failure} />}
      <Dialog
        isOpen={isConfirming}
        isBusy={isSending}
        onClose={() => {
          setIsConfirming(false);
        }}
        title={t('jobs.cancelJob')}
      >
        <Stack>
          <Text size="sm">{t('jobs.cancelConfirm')}</Text>
          <Button color="red.8" loading={isSending} onClick={() => void send(cancel)}>
            {t('jobs.cancelJob')}
          </Button>
        </Stack>
      </Dialog>
    </Stack>
  );
}
