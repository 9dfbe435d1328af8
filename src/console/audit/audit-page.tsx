import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LiveStreamActionKind, type LiveStreamActionOutcome } from '../../../schema/console/graphql.js';
import { useApi } from '../api/api.js';
import { DownloadButton, DownloadFailure, useCsvDownload } from '../parts/csv-download.js';
import { DateTimeField, toMoment } from '../parts/date-time-field.js';
import { PageTitle } from '../parts/page-title.js';
import { ListView } from '../streams/list-view.js';
import { usePagedList } from '../streams/paged-list.js';
import { useDomains } from '../streams/domains.js';
import { type ActionFilter, type ActionRow, readActions, useActionColumns } from './action-rows.js';

const KINDS: readonly LiveStreamActionKind[] = ['RESUME', 'FORBID', 'CUT'];
const OUTCOMES: readonly LiveStreamActionOutcome[] = [
  'PENDING',
  'SUCCEEDED',
  'NOT_SENT',
  'REJECTED',
  'UNKNOWN',
];
const TYPING_MS = 300;
const DOWNLOAD_PAGE = 500;
const MOST_DOWNLOADED = 10_000;

const EMPTY = {
  domainName: '',
  appName: '',
  streamName: '',
  by: '',
  kind: '',
  outcome: '',
  since: '',
  before: '',
};
type Fields = typeof EMPTY;

/** Leaves out a date that is not valid. Its field shows an error. */
function toFilter({ kind, outcome, since, before, ...texts }: Fields): ActionFilter {
  const [from, to] = [toMoment(since), toMoment(before)];
  const given = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== ''));
  return {
    ...given,
    ...(kind !== '' && { kinds: [kind as LiveStreamActionKind] }),
    ...(outcome !== '' && { outcomes: [outcome as LiveStreamActionOutcome] }),
    ...(from !== undefined && { since: from.toISOString() }),
    ...(to !== undefined && { before: to.toISOString() }),
  };
}

/** The page of the ledger. */
export function AuditPage(): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const [fields, setFields] = useState(EMPTY);
  const [settled] = useDebouncedValue(fields, TYPING_MS);
  const key = JSON.stringify(settled);
  const read = useMemo(() => readActions(api, toFilter(settled)), [api, settled]);
  const list = usePagedList(key, read);
  const { rows, total, reload } = list;
  const columns = useActionColumns();
  const download = useCsvDownload({
    fileName: 'actions.csv',
    header: HEADER,
    toCells,
    read: readActions(api, toFilter(settled), DOWNLOAD_PAGE),
    most: MOST_DOWNLOADED,
  });
  return (
    <Stack gap="sm">
      <PageTitle text={t('audit.title')} />
      <AuditFields fields={fields} onChange={setFields} />
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

function AuditFields({
  fields,
  onChange,
}: {
  readonly fields: Fields;
  readonly onChange: (fields: Fields) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { all } = useDomains();
  const change = (name: keyof Fields, value: string): void => {
    onChange({ ...fields, [name]: value });
  };
  const toProps = (name: keyof Fields) => ({
    value: fields[name],
    onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) => {
      change(name, currentTarget.value);
    },
  });
  const every = { value: '', label: t('common.all') };
  return (
    <Group gap="sm" align="end">
      <NativeSelect
        label={t('common.domain')}
        data={[every, ...(all ?? []).map(({ name }) => ({ value: name, label: name }))]}
        {...toProps('domainName')}
      />
      <TextInput label={t('common.app')} maxLength={255} {...toProps('appName')} />
      <TextInput label={t('common.stream')} maxLength={255} {...toProps('streamName')} />
      <TextInput label={t('audit.by')} maxLength={255} {...toProps('by')} />
      <NativeSelect
        label={t('common.kind')}
        data={[every, ...KINDS.map((value) => ({ value, label: t(`actionKind.${value}`) }))]}
        {...toProps('kind')}
      />
      <NativeSelect
        label={t('common.outcome')}
        data={[every, ...OUTCOMES.map((value) => ({ value, label: t(`actionOutcome.${value}`) }))]}
        {...toProps('outcome')}
      />
      {(['since', 'before'] as const).map((name) => (
        <DateTimeField
          key={name}
          label={t(`audit.${name}`)}
          value={fields[name]}
          onChange={(value) => {
            change(name, value);
          }}
        />
      ))}
    </Group>
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
  const { startedAt, finishedAt, kind, outcome, stream, appName, by, reason, until, code } = row;
  const cells = [
    startedAt,
    finishedAt,
    kind,
    outcome,
    stream?.domainName,
    appName,
    stream?.streamName,
    by,
    reason,
    until,
    code,
    row.requestId,
    row.correlationId,
  ];
  return cells.map((cell) => cell ?? '');
}
