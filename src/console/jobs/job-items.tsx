import { Badge, Button, Code, Group, NativeSelect, Stack, Title } from '@mantine/core';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type BulkResumeItemOutcome,
  ConsoleJobItemsDocument,
  type ConsoleJobItemsQuery,
} from '../../../schema/console/graphql.js';
import { type Api, useApi } from '../api/api.js';
import { FailureNotice } from '../parts/failure-notice.js';
import { saveCsv } from '../parts/save-csv.js';
import { StreamName, toPath } from '../parts/stream-name.js';
import { type Column, VirtualTable } from '../parts/virtual-table.js';
import { readAll, type ReadPage, toListPage, usePagedList } from '../streams/paged-list.js';
import { type Job } from './job-progress.js';

type Item = NonNullable<NonNullable<ConsoleJobItemsQuery['bulkResume']>['items']>['nodes'][number];

const OUTCOMES = {
  PENDING: 'jobs.pending',
  RESUMED: 'jobs.resumed',
  FAILED: 'jobs.failed',
  CANCELLED: 'jobs.cancelled',
  SKIPPED: 'jobs.skipped',
} as const;
const PAGE = 200;
/** The page size of the download. */
const DOWNLOAD_PAGE = 500;

function readItems(
  api: Api,
  id: string,
  outcome: BulkResumeItemOutcome | undefined,
  first = PAGE,
): ReadPage<Item> {
  return async (after) => {
    const { data, failure } = await api.query(ConsoleJobItemsDocument, {
      id,
      first,
      after,
      outcome: outcome ?? null,
    });
    return toListPage(data?.bulkResume?.items, failure, (item) => item);
  };
}

/** The items of a job, the number of failures by code, and a download of all items. */
export function JobItems({ job }: { readonly job: Job }): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const [outcome, setOutcome] = useState<BulkResumeItemOutcome>();
  const [isSaving, setIsSaving] = useState(false);
  // Includes `finishedAt`, so that the list is read once more after the end of the job.
  const key = JSON.stringify([job.id, outcome, job.finishedAt]);
  const read = useMemo(() => readItems(api, job.id, outcome), [api, job.id, outcome]);
  const { rows, total, failure, loadMore, reload } = usePagedList(key, read);
  const codes = useFailureCodes(job);
  const save = async (): Promise<void> => {
    setIsSaving(true);
    const all = await readAll(readItems(api, job.id, outcome, DOWNLOAD_PAGE));
    saveCsv(`bulk-resume-${job.id}.csv`, HEADER, all.map(toCells));
    setIsSaving(false);
  };
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t('jobs.items')}
      </Title>
      {codes.length > 0 && (
        <Group gap="xs" role="group" aria-label={t('jobs.failuresByCode')}>
          {codes.map(([code, count]) => (
            <Badge key={code} color="red" variant="outline" className="adaptive">
              {code}: {count}
            </Badge>
          ))}
        </Group>
      )}
      <Group align="end" justify="space-between">
        <NativeSelect
          label={t('common.outcome')}
          value={outcome ?? ''}
          data={[
            { value: '', label: t('common.all') },
            ...Object.entries(OUTCOMES).map(([value, text]) => ({ value, label: t(text) })),
          ]}
          onChange={({ currentTarget: { value } }) => {
            setOutcome(value === '' ? undefined : (value as BulkResumeItemOutcome));
          }}
        />
        <Button variant="default" loading={isSaving} onClick={() => void save()}>
          {t('common.download')}
        </Button>
      </Group>
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
      render: ({ outcome }) => t(OUTCOMES[outcome]),
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

/** Returns the number of failed streams for each error code. Reads it after the end of the job. */
function useFailureCodes({ id, failed, finishedAt }: Job): readonly (readonly [string, number])[] {
  const api = useApi();
  const [codes, setCodes] = useState<readonly (readonly [string, number])[]>([]);
  useEffect(() => {
    let isCurrent = true;
    if (failed === 0 || !finishedAt) return undefined;
    void readAll(readItems(api, id, 'FAILED', DOWNLOAD_PAGE)).then((items) => {
      const counts = new Map<string, number>();
      for (const { code } of items) counts.set(code ?? '', (counts.get(code ?? '') ?? 0) + 1);
      if (isCurrent) setCodes([...counts].sort(([, first], [, second]) => second - first));
    });
    return () => {
      isCurrent = false;
    };
  }, [api, id, failed, finishedAt]);
  return codes;
}
