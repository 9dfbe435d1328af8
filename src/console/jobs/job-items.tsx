import { Code, Group, NativeSelect, Stack, Title } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type BulkResumeItemOutcome } from '../../../schema/console/graphql.js';
import { useApi } from '../api/api.js';
import { DownloadButton, DownloadFailure, useCsvDownload } from '../parts/csv-download.js';
import { FailureNotice } from '../parts/failure-notice.js';
import { type QueryCodec, useQueryFields } from '../parts/query-fields.js';
import { StreamName, toPath } from '../parts/stream-name.js';
import { type Column, VirtualTable } from '../parts/virtual-table.js';
import { usePagedList } from '../streams/paged-list.js';
import { FailureCodes } from './failure-codes.js';
import { type Job } from './job-progress.js';
import { DOWNLOAD_PAGE, type Item, readItems } from './read-items.js';

const OUTCOMES = {
  PENDING: 'jobs.pending',
  RESUMED: 'jobs.resumed',
  FAILED: 'jobs.failed',
  CANCELLED: 'jobs.cancelled',
  SKIPPED: 'jobs.skipped',
} as const;

function toOutcome(text: string | null): BulkResumeItemOutcome | undefined {
  return text !== null && Object.hasOwn(OUTCOMES, text) ? (text as BulkResumeItemOutcome) : undefined;
}

const OUTCOME_FILTER: QueryCodec<{ readonly outcome: BulkResumeItemOutcome | undefined }> = {
  read: (params) => ({ outcome: toOutcome(params.get('outcome')) }),
  write: ({ outcome = '' }) => ({ outcome }),
};

/** The items of a job, the number of failures by code, and a download of all items. */
export function JobItems({ job }: { readonly job: Job }): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const { fields, settled, change } = useQueryFields(OUTCOME_FILTER, 0);
  const { outcome } = settled;
  // Includes `finishedAt`, so that the list is read once more after the end of the job.
  const key = JSON.stringify([job.id, outcome, job.finishedAt]);
  const read = useMemo(() => readItems(api, job.id, outcome), [api, job.id, outcome]);
  const { rows, total, failure, loadMore, reload } = usePagedList(key, read);
  const download = useCsvDownload({
    fileName: `bulk-resume-${job.id}.csv`,
    header: HEADER,
    toCells,
    read: readItems(api, job.id, outcome, DOWNLOAD_PAGE),
  });
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t('jobs.items')}
      </Title>
      <FailureCodes job={job} />
      <Group align="end" justify="space-between">
        <NativeSelect
          label={t('common.outcome')}
          value={fields.outcome ?? ''}
          data={[
            { value: '', label: t('common.all') },
            ...Object.entries(OUTCOMES).map(([value, text]) => ({ value, label: t(text) })),
          ]}
          onChange={({ currentTarget: { value } }) => {
            change({ outcome: toOutcome(value) });
          }}
        />
        <DownloadButton download={download} />
      </Group>
      <DownloadFailure download={download} />
      {failure !== undefined && <FailureNotice failure={failure} onRetry={reload} />}
      {rows !== undefined && rows.length > 0 && (
        <VirtualTable
          label={t('jobs.items')}
          columns={useItemColumns(t)}
          rows={rows}
          total={total}
          toKey={toPath}
          onEnd={loadMore}
        />
      )}
    </Stack>
  );
}

function useItemColumns(t: ReturnType<typeof useTranslation>['t']): Column<Item>[] {
  return [
    {
      key: 'stream',
      width: 'minmax(0, 2fr)',
      header: t('common.stream'),
      render: (row) => <StreamName stream={row} />,
    },
    {
      key: 'outcome',
      width: 'minmax(0, 1fr)',
      header: t('common.outcome'),
      render: ({ outcome, wasForbidden }) => (
        <>
          {t(OUTCOMES[outcome])}
          {outcome === 'RESUMED' && wasForbidden === false && (
            <div className="dimmed small">{t('jobs.notForbidden')}</div>
          )}
        </>
      ),
    },
    {
      key: 'code',
      isLabelled: true,
      width: 'minmax(0, 1fr)',
      header: t('common.code'),
      render: ({ code }) => (code ? <Code>{code}</Code> : t('common.none')),
    },
    {
      key: 'requestId',
      isLabelled: true,
      width: 'minmax(0, 2fr)',
      header: t('error.requestId'),
      render: ({ requestId }) => (requestId ? <span className="break">{requestId}</span> : t('common.none')),
    },
  ];
}

const HEADER = ['app', 'stream', 'outcome', 'code', 'requestId', 'attempts', 'wasForbidden'];

function toCells(item: Item): string[] {
  const { appName, streamName, outcome, code, requestId, attempts, wasForbidden } = item;
  const cells = [appName, streamName, outcome, code, requestId, attempts, wasForbidden];
  return cells.map((cell) => (cell === null ? '' : String(cell)));
}
