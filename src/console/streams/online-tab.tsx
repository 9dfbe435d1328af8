import { Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/api.js';
import { useQueryFields } from '../parts/query-fields.js';
import { StreamLink } from '../parts/stream-name.js';
import { Time } from '../parts/time.js';
import { type Column } from '../parts/virtual-table.js';
import { ActivityNote } from './activity-note.js';
import { useDomainEvents } from './domain-events.js';
import { LIST_FILTER, ListFilterFields, toVariables } from './list-filter.js';
import { applyToOnline, type OnlineRow, readOnline } from './online-rows.js';
import { ListView } from './list-view.js';
import { usePagedList } from './paged-list.js';
import { type ActiveStream, isResume } from './activity.js';
import { useActivities, useStreamActions } from './actions-context.js';

export function OnlineTab({ domainName }: { readonly domainName: string }): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const noted = useActivities();
  const { activities } = useStreamActions();
  const queryFields = useQueryFields(LIST_FILTER);
  const { settled: filter } = queryFields;
  const isFiltered = filter.search !== '' || filter.appName !== '';
  const list = usePagedList(
    JSON.stringify([domainName, filter]),
    useMemo(() => readOnline(api, { name: domainName, ...toVariables(filter) }), [api, domainName, filter]),
    (read, requestedAtMs) => {
      activities.seeList(read, 'ONLINE', requestedAtMs);
    },
  );
  const { rows, total, reload, change } = list;
  useDomainEvents(domainName, (events) => {
    if (isFiltered) reload();
    else change((before) => applyToOnline(before, events, (id) => isOnlineActivity(noted.get(id))));
  });
  const columns: Column<OnlineRow>[] = [
    {
      key: 'stream',
      width: 'minmax(0, 2fr)',
      header: t('common.stream'),
      render: (row) => <StreamLink stream={row} />,
    },
    {
      key: 'publishedAt',
      isLabelled: true,
      width: 'minmax(0, 1fr)',
      header: t('streams.publishedAt'),
      render: ({ publishedAt }) => (publishedAt === undefined ? t('common.none') : <Time at={publishedAt} />),
    },
    {
      key: 'actions',
      width: 'minmax(240px, 1fr)',
      header: t('common.actions'),
      render: (row) => <OnlineActions row={row} />,
    },
  ];
  return (
    <Stack gap="sm">
      <ListFilterFields filter={queryFields} />
      {rows !== undefined && (
        <Text size="sm" role="status">
          {total === undefined ? '' : t('streams.count', { count: total })}
        </Text>
      )}
      <ListView
        list={list}
        label={t('streams.onlineList')}
        columns={columns}
        toKey={({ id }) => id}
        empty={filter.search === '' ? t('streams.noOnline') : t('streams.noMatch', { search: filter.search })}
      />
    </Stack>
  );
}

/** Returns whether the last action was one of this list: a resume belongs to the other list. */
function isOnlineActivity(active: ActiveStream | undefined): boolean {
  return active !== undefined && !isResume(active.activity);
}

function OnlineActions({ row }: { readonly row: OnlineRow }): ReactNode {
  const { t } = useTranslation();
  const { open } = useStreamActions();
  const active = useActivities().get(row.id);
  return (
    <Stack gap={4}>
      {active && isOnlineActivity(active) && <ActivityNote active={active} />}
      {row.viewerCanForbid && (
        <Group gap="xs">
          <Button
            size="xs"
            color="red.8"
            onClick={() => {
              open({ action: 'forbid', stream: row });
            }}
          >
            {t('forbid.button')}
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              open({ action: 'cut', stream: row });
            }}
          >
            {t('cut.button')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
