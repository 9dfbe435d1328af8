import { Badge, Button, Card, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type BulkResumeState, ConsoleJobsDocument } from '../../../schema/console/graphql.js';
import { type Api, useApi } from '../api/api.js';
import { FailureNotice } from '../parts/failure-notice.js';
import { Loading } from '../parts/loading.js';
import { PageTitle } from '../parts/page-title.js';
import { type QueryCodec, useQueryFields } from '../parts/query-fields.js';
import { Time } from '../parts/time.js';
import { type ReadPage, toListPage, usePagedList } from '../streams/paged-list.js';
import { type Job, JobProgress } from './job-progress.js';

const STATES: readonly BulkResumeState[] = ['RUNNING', 'FINISHED', 'CANCELLED'];
const STATE_FILTER: QueryCodec<{ readonly state: BulkResumeState | undefined }> = {
  read: (params) => ({ state: STATES.find((one) => one === params.get('state')) }),
  write: ({ state = '' }) => ({ state }),
};
const PAGE = 20;

function readJobs(api: Api, state: BulkResumeState | undefined): ReadPage<Job> {
  return async (after) => {
    const { data, failure } = await api.query(ConsoleJobsDocument, {
      first: PAGE,
      after,
      state: state ?? null,
    });
    return toListPage(data?.bulkResumes, failure, (job) => job);
  };
}

export function JobsPage(): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const { fields, settled, change } = useQueryFields(STATE_FILTER, 0);
  const { state } = settled;
  const read = useMemo(() => readJobs(api, state), [api, state]);
  const { rows, failure, hasMore, loadMore, reload } = usePagedList(state ?? '', read);
  return (
    <Stack>
      <Group justify="space-between" align="end">
        <PageTitle text={t('jobs.title')} />
        <Group align="end">
          <NativeSelect
            label={t('common.outcome')}
            value={fields.state ?? ''}
            data={[
              { value: '', label: t('common.all') },
              ...STATES.map((value) => ({ value, label: t(`jobs.state.${value}`) })),
            ]}
            onChange={({ currentTarget: { value } }) => {
              change({ state: STATES.find((one) => one === value) });
            }}
          />
          <Button variant="default" onClick={reload}>
            {t('common.reload')}
          </Button>
        </Group>
      </Group>
      {failure !== undefined && <FailureNotice failure={failure} onRetry={reload} />}
      {rows === undefined && failure === undefined && <Loading />}
      {rows?.length === 0 && <Text>{t('jobs.empty')}</Text>}
      {rows?.map((job) => (
        <JobCard key={job.id} job={job} />
      ))}
      {hasMore && (
        <Button variant="default" onClick={loadMore}>
          {t('jobs.more')}
        </Button>
      )}
    </Stack>
  );
}

function JobCard({ job }: { readonly job: Job }): ReactNode {
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" mb="xs">
        <Link to={`/jobs/${encodeURIComponent(job.id)}`}>
          {job.domainName}: {job.reason ?? job.id}
        </Link>
        <JobState state={job.state} />
      </Group>
      <JobProgress job={job} />
      <Text size="xs" c="dimmed" mt="xs">
        <bdi>{job.by}</bdi> · <Time at={job.startedAt} />
      </Text>
    </Card>
  );
}

export function JobState({ state }: { readonly state: BulkResumeState }): ReactNode {
  const { t } = useTranslation();
  return (
    <Badge variant="outline" color="gray" className="adaptive" role="status">
      {t(`jobs.state.${state}`)}
    </Badge>
  );
}
