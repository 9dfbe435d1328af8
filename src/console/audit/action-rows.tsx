import { Badge, Code, Text } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import {
  ConsoleActionsDocument,
  type ConsoleActionsQuery,
  type ConsoleActionsQueryVariables,
} from '../../../schema/console/graphql.js';
import { type Api } from '../api/api.js';
import { StreamName, toStreamAddress } from '../parts/stream-name.js';
import { Time } from '../parts/time.js';
import { type Column } from '../parts/virtual-table.js';
import { type ReadPage, toListPage } from '../streams/paged-list.js';

export type ActionRow = NonNullable<ConsoleActionsQuery['liveStreamActions']>['nodes'][number];
export type ActionFilter = ConsoleActionsQueryVariables['filter'];

export function readActions(api: Api, filter: ActionFilter, first = 50): ReadPage<ActionRow> {
  return async (after) => {
    const { data, failure } = await api.query(ConsoleActionsDocument, { filter, first, after });
    return toListPage(data?.liveStreamActions, failure, (action) => action);
  };
}

const OUTCOME_COLORS = {
  PENDING: 'gray',
  SUCCEEDED: 'teal',
  NOT_SENT: 'gray',
  REJECTED: 'red',
  UNKNOWN: 'yellow',
} as const;

/** The columns of every list of actions. */
export function useActionColumns(): Column<ActionRow>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'at',
      isLabelled: true,
      width: 'minmax(0, 1.2fr)',
      header: t('common.at'),
      render: ({ startedAt }) => <Time at={startedAt} />,
    },
    {
      key: 'kind',
      width: 'minmax(0, 1fr)',
      header: t('common.kind'),
      render: (row) => <KindAndOutcome row={row} />,
    },
    {
      key: 'stream',
      width: 'minmax(0, 2fr)',
      header: t('common.stream'),
      render: (row) => <ActionStream row={row} />,
    },
    {
      key: 'by',
      isLabelled: true,
      width: 'minmax(0, 1fr)',
      header: t('common.by'),
      render: ({ by }) => <bdi>{by}</bdi>,
    },
    {
      key: 'why',
      width: 'minmax(0, 2fr)',
      header: t('common.reason'),
      render: (row) => <ActionReason row={row} />,
    },
  ];
}

export function KindAndOutcome({ row }: { readonly row: ActionRow }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      {t(`actionKind.${row.kind}`)}{' '}
      <Badge size="sm" variant="outline" color={OUTCOME_COLORS[row.outcome]} className="adaptive">
        {t(`actionOutcome.${row.outcome}`)}
      </Badge>
    </>
  );
}

/** Shows the target of an action. An action on every app has no page to link to, because it has no single stream. */
function ActionStream({ row }: { readonly row: ActionRow }): ReactNode {
  const name = <StreamName stream={row} />;
  return (
    <>
      <Text size="xs" c="dimmed">
        {row.domainName}
      </Text>
      {row.stream ? <Link to={toStreamAddress(row.stream.id)}>{name}</Link> : name}
    </>
  );
}

export function ActionReason({ row }: { readonly row: ActionRow }): ReactNode {
  const { t } = useTranslation();
  const { reason, until, code, requestId, bulkResumeId } = row;
  return (
    <>
      {reason && (
        <Text size="sm">
          <bdi>{reason}</bdi>
        </Text>
      )}
      {until && (
        <Text size="xs">
          {t('common.until')} <Time at={until} />
        </Text>
      )}
      {code && <Code>{code}</Code>}
      {requestId && (
        <Text size="xs" c="dimmed" className="break">
          {t('error.requestId')} {requestId}
        </Text>
      )}
      {bulkResumeId && (
        <Text size="xs">
          <Link to={`/jobs/${encodeURIComponent(bulkResumeId)}`}>{t('audit.job')}</Link>
        </Text>
      )}
    </>
  );
}
