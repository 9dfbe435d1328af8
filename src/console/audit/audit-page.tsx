import { Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/api.js';
import { DownloadButton, DownloadFailure, useCsvDownload } from '../parts/csv-download.js';
import { PageTitle } from '../parts/page-title.js';
import { useQueryFields } from '../parts/query-fields.js';
import { ListView } from '../streams/list-view.js';
import { usePagedList } from '../streams/paged-list.js';
import { type ActionRow, readActions, useActionColumns } from './action-rows.js';
import { AUDIT_FILTER, AuditFields, toActionFilter } from './audit-filter.js';

const DOWNLOAD_PAGE = 500;
const MOST_DOWNLOADED = 10_000;

/** The page of the ledger. */
export function AuditPage(): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const filter = useQueryFields(AUDIT_FILTER);
  const { settled } = filter;
  const read = useMemo(() => readActions(api, toActionFilter(settled)), [api, settled]);
  const list = usePagedList(JSON.stringify(settled), read);
  const { rows, total, reload } = list;
  const columns = useActionColumns();
  const download = useCsvDownload({
    fileName: 'actions.csv',
    header: HEADER,
    toCells,
    read: readActions(api, toActionFilter(settled), DOWNLOAD_PAGE),
    most: MOST_DOWNLOADED,
  });
  return (
    <Stack gap="sm">
      <PageTitle text={t('audit.title')} />
      <AuditFields filter={filter} />
      <Group justify="space-between">
        <Text size="sm" role="status">
          {rows !== undefined && t('audit.count', { total: total ?? t('common.unknownTotal') })}
        </Text>
        <Group gap="xs">
          <Button variant="default" onClick={reload}>
            {t('common.reload')}
          </Button>
          <DownloadButton download={download} />
        </Group>
      </Group>
      {(total ?? Infinity) > MOST_DOWNLOADED && rows !== undefined && (
        <Text size="xs">{t('audit.downloadLimit')}</Text>
      )}
      <DownloadFailure download={download} />
      <ListView
        list={list}
        label={t('audit.title')}
        columns={columns}
        toKey={({ id }) => id}
        empty={t('audit.empty')}
      />
    </Stack>
  );
}

const HEADER = [
  'startedAt',
  'finishedAt',
  'kind',
  'outcome',
  'domain',
  'app',
  'stream',
  'by',
  'reason',
  'until',
  'code',
  'requestId',
  'correlationId',
];

function toCells(row: ActionRow): string[] {
  const { startedAt, finishedAt, kind, outcome, domainName, appName, streamName, by, reason, until, code } =
    row;
  const cells = [
    startedAt,
    finishedAt,
    kind,
    outcome,
    domainName,
    appName,
    streamName,
    by,
    reason,
    until,
    code,
    row.requestId,
    row.correlationId,
  ];
  return cells.map((cell) => cell ?? '');
}
