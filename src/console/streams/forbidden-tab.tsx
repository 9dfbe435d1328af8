import { Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/api.js';
import { BulkDialog, type BulkTarget } from '../jobs/bulk-dialog.js';
import { FailureNotice } from '../parts/failure-notice.js';
import { Loading } from '../parts/loading.js';
import { useQueryFields } from '../parts/query-fields.js';
import { useDomainEvents } from './domain-events.js';
import { useDomains } from './domains.js';
import { applyToForbidden, type ForbiddenRow, readForbidden } from './forbidden-rows.js';
import { ForbiddenTable } from './forbidden-table.js';
import { LIST_FILTER, ListFilterFields, toVariables } from './list-filter.js';
import { usePagedList } from './paged-list.js';
import { ANY_APP, isResume } from './activity.js';
import { useActivities, useStreamActions } from './actions-context.js';

/** The maximum number of streams of one job. */
const MOST_IN_A_JOB = 10_000;

interface Props {
  readonly domainName: string;
  /** Whether the grants cover every stream of the domain. */
  readonly canResumeAll: boolean;
}

export function ForbiddenTab({ domainName, canResumeAll }: Props): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const { activities, open } = useStreamActions();
  const noted = useActivities();
  const queryFields = useQueryFields(LIST_FILTER);
  const { settled: filter } = queryFields;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [bulk, setBulk] = useState<BulkTarget>();
  const isFiltered = filter.search !== '' || filter.appName !== '';
  const list = usePagedList(
    JSON.stringify([domainName, filter]),
    useMemo(
      () => readForbidden(api, { name: domainName, ...toVariables(filter) }),
      [api, domainName, filter],
    ),
    (read, requestedAtMs) => {
      activities.seeList(read, 'FORBIDDEN', requestedAtMs);
    },
  );
  const { rows, failure, loadMore, reload, change } = list;
  const { reloadSoon } = useDomains();
  useDomainEvents(domainName, (events) => {
    reloadSoon();
    // Only the gateway can apply the filter.
    if (isFiltered) reload();
    else change((before) => applyToForbidden(before, events, (id) => isResume(noted.get(id)?.activity)));
  });
  // A resume of every app causes no event, so the list is read again.
  const anyAppAtMs = Math.max(
    0,
    ...Array.from(noted.values(), ({ stream: { domainName: of, appName }, activity }) =>
      of === domainName && appName === ANY_APP && activity.kind === 'resumed' ? activity.atMs : 0,
    ),
  );
  useEffect(() => {
    if (anyAppAtMs > 0) reload();
  }, [anyAppAtMs, reload]);
  // A stream that was resumed here stays visible for some minutes, although the forbid list no
  // longer contains it.
  const shown = useMemo(() => {
    if (rows === undefined) return undefined;
    const listed = new Set(rows.map(({ id }) => id));
    const done = [...noted.values()].filter(
      ({ stream: { id, domainName: of }, activity }) =>
        of === domainName && !listed.has(id) && isResume(activity),
    );
    return [
      ...done.map(({ stream }): ForbiddenRow => ({
        ...stream,
        isListed: false,
        until: undefined,
        why: { kind: 'unknown' },
      })),
      ...rows,
    ];
  }, [rows, noted, domainName]);
  // A resumed row that stays visible is no longer forbidden.
  const resumed = rows?.filter(({ id }) => noted.get(id)?.activity.kind === 'resumed').length ?? 0;
  const total = list.total === undefined ? undefined : Math.max(0, list.total - resumed);
  // Grants may cover only some apps. The rows show which streams they cover.
  const canResume = canResumeAll || rows?.some(({ viewerCanResume }) => viewerCanResume) === true;
  const chosen = useMemo(() => rows?.filter(({ id }) => selected.has(id)) ?? [], [rows, selected]);
  useEffect(() => {
    setSelected(new Set());
  }, [filter]);
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="end" gap="sm">
        <ListFilterFields filter={queryFields} />
        <Group gap="xs">
          {chosen.length > 0 && (
            <Button
              disabled={chosen.length > MOST_IN_A_JOB}
              onClick={() => {
                setBulk({ kind: 'selected', streams: chosen });
              }}
            >
              {t('streams.resumeSelected')} ({chosen.length})
            </Button>
          )}
          {canResume && (
            <>
              <Button
                variant="default"
                onClick={() => {
                  open({ action: 'resumeByName', domainName });
                }}
              >
                {t('streams.byName')}
              </Button>
              <Button
                variant="default"
                onClick={() => {
                  setBulk({ kind: 'csv' });
                }}
              >
                {t('streams.upload')}
              </Button>
              <Button
                variant="default"
                onClick={() => {
                  setBulk({ kind: 'all', appName: queryFields.fields.appName, isAnyApp: canResumeAll });
                }}
              >
                {t('streams.resumeAll')}
              </Button>
            </>
          )}
        </Group>
      </Group>
      {failure !== undefined && <FailureNotice failure={failure} onRetry={reload} />}
      {shown === undefined ? (
        failure === undefined && <Loading />
      ) : (
        <>
          <Text size="sm" role="status">
            {total === undefined ? '' : t('streams.count', { count: total })}
          </Text>
          {shown.length === 0 ? (
            <Text>
              {filter.search === ''
                ? t('streams.noForbidden')
                : t('streams.noMatch', { search: filter.search })}
            </Text>
          ) : (
            <ForbiddenTable
              rows={shown}
              total={total}
              selected={selected}
              onSelect={setSelected}
              onEnd={loadMore}
            />
          )}
        </>
      )}
      {bulk && (
        <BulkDialog
          domainName={domainName}
          target={bulk}
          onClose={() => {
            setBulk(undefined);
          }}
        />
      )}
    </Stack>
  );
}
