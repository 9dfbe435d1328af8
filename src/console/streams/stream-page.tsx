import { Badge, Button, CopyButton, Group, Stack, Text, Timeline, Title } from '@mantine/core';
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import {
  ConsoleStatusDocument,
  ConsoleStreamByIdDocument,
  type ConsoleStreamByIdQuery,
} from '../../../schema/console/graphql.js';
import { useApi, useRead } from '../api/api.js';
import { isBadInput } from '../api/failure.js';
import { watchAgain } from '../api/watch-again.js';
import { ActionReason, KindAndOutcome, type ActionRow } from '../audit/action-rows.js';
import { FailureNotice } from '../parts/failure-notice.js';
import { Loading } from '../parts/loading.js';
import { PageTitle } from '../parts/page-title.js';
import { StreamName, toPath } from '../parts/stream-name.js';
import { Time } from '../parts/time.js';
import { toVisible } from '../../stream/name-look.js';
import { ActivityNote } from './activity-note.js';
import { useDomainEvents } from './domain-events.js';
import { AGAIN_MS } from './paged-list.js';
import { useActivities, useStreamActions } from './actions-context.js';

type Stream = NonNullable<ConsoleStreamByIdQuery['_entities'][number]>;
type EventRow = NonNullable<Stream['events']>['nodes'][number];

const STATUS_COLORS = { ONLINE: 'teal', OFFLINE: 'gray', FORBIDDEN: 'red' } as const;

/** The page of one stream: its status, its history and its buttons. Its URL can be shared. */
export function StreamPage(): ReactNode {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const references = [{ __typename: 'LiveStream', id }];
  const { data, failure, isLoading, reload } = useRead(ConsoleStreamByIdDocument, { references }, AGAIN_MS);
  // If a later read fails as a whole, the page shows the last state and the failure.
  const last = useRef<Stream>(undefined);
  if (data) last.current = data._entities[0] ?? undefined;
  const stream = last.current?.id === id ? last.current : undefined;
  if (isLoading) return <Loading />;
  if (!stream)
    return failure === undefined || isBadInput(failure) ? (
      <PageTitle text={t('stream.notFound')} />
    ) : (
      <FailureNotice failure={failure} onRetry={reload} />
    );
  return (
    <Stack>
      {failure !== undefined && (
        <FailureNotice failure={failure} title={t('error.partial')} onRetry={reload} />
      )}
      <StreamDetails stream={stream} onChanged={reload} />
    </Stack>
  );
}

function StreamDetails({
  stream,
  onChanged,
}: {
  readonly stream: Stream;
  readonly onChanged: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { open } = useStreamActions();
  const active = useActivities().get(stream.id);
  const { domainName, status, publishedAt, forbiddenUntil, domain } = stream;
  useDomainEvents(
    domainName,
    useCallback(
      (events) => {
        if (events.some((event) => event.stream.id === stream.id)) onChanged();
      },
      [stream.id, onChanged],
    ),
  );
  useStatusChange(stream, onChanged);
  const query = new URLSearchParams({ domain: domainName });
  return (
    <>
      <Link to={`/streams?${query.toString()}`}>{t('stream.back', { domain: domainName })}</Link>
      <Group justify="space-between">
        <PageTitle text={toVisible(toPath(stream))}>
          <StreamName stream={stream} />
        </PageTitle>
        <CopyButton value={window.location.href}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? t('common.copied') : t('stream.share')}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Group role="status">
        <Badge
          color={status ? STATUS_COLORS[status] : 'gray'}
          size="lg"
          variant="outline"
          className="adaptive"
        >
          {t(`status.${status ?? 'unknown'}`)}
        </Badge>
        {publishedAt && (
          <Text size="sm">
            {t('streams.publishedAt')} <Time at={publishedAt} />
          </Text>
        )}
        {forbiddenUntil && (
          <Text size="sm">
            {t('stream.forbiddenUntil')} <Time at={forbiddenUntil} />
          </Text>
        )}
      </Group>
      {active && <ActivityNote active={active} />}
      <Group>
        {stream.viewerCanResume && (
          <Button
            onClick={() => {
              open({ action: 'resume', stream });
            }}
          >
            {t('resume.button')}
          </Button>
        )}
        {stream.viewerCanForbid && (
          <>
            <Button
              color="red.8"
              onClick={() => {
                open({ action: 'forbid', stream });
              }}
            >
              {t('forbid.button')}
            </Button>
            <Button
              variant="default"
              onClick={() => {
                open({ action: 'cut', stream });
              }}
            >
              {t('cut.button')}
            </Button>
          </>
        )}
      </Group>
      {domain?.hasCallbacks === false && <Text size="sm">{t('stream.noCallbacks')}</Text>}
      <Title order={2} size="h4">
        {t('stream.timeline')}
      </Title>
      <StreamTimeline stream={stream} />
    </>
  );
}

/** Calls back when the gateway reads a status that differs from the shown one. */
function useStatusChange({ domainName, appName, streamName, status }: Stream, onChange: () => void): void {
  const api = useApi();
  const shown = useRef(status);
  shown.current = status;
  useEffect(
    () =>
      watchAgain(
        api,
        ConsoleStatusDocument,
        { domainName, appName, streamName },
        ({ liveStreamStatus: read }) => {
          if (read?.status && read.status !== shown.current) onChange();
        },
      ),
    [api, domainName, appName, streamName, onChange],
  );
}

type Entry =
  | { readonly kind: 'action'; readonly at: string; readonly action: ActionRow }
  | { readonly kind: 'event'; readonly at: string; readonly event: EventRow };

/** Merges actions and live events. Leaves out events of the gateway, which the actions cover. */
function toEntries({ actions, events }: Stream): Entry[] {
  const entries: Entry[] = [
    ...(actions?.nodes ?? []).map((action): Entry => ({ kind: 'action', at: action.startedAt, action })),
    ...(events?.nodes ?? [])
      .filter(({ source }) => source === 'CALLBACK')
      .map((event): Entry => ({ kind: 'event', at: event.at, event })),
  ];
  return entries.sort((first, second) => Date.parse(second.at) - Date.parse(first.at));
}

function StreamTimeline({ stream }: { readonly stream: Stream }): ReactNode {
  const { t } = useTranslation();
  const entries = toEntries(stream);
  if (entries.length === 0) return <Text>{t('stream.empty')}</Text>;
  return (
    <Timeline bulletSize={14} lineWidth={2} active={-1}>
      {entries.map((entry) =>
        entry.kind === 'event' ? (
          <Timeline.Item key={entry.event.id} title={t(`eventKind.${entry.event.kind}`)}>
            <Text size="sm">
              <Time at={entry.at} />
            </Text>
          </Timeline.Item>
        ) : (
          <Timeline.Item key={entry.action.id} title={<KindAndOutcome row={entry.action} />}>
            <Text size="sm">
              <Time at={entry.at} /> · <bdi>{entry.action.by}</bdi>
            </Text>
            <ActionReason row={entry.action} />
          </Timeline.Item>
        ),
      )}
    </Timeline>
  );
}
