import {
  ConsoleForbidDocument,
  ConsoleForbiddenNamesDocument,
  type ConsoleForbiddenNamesQuery,
  ConsoleResumeDocument,
  ConsoleStatusDocument,
  ConsoleStreamStatusDocument,
} from '../../../schema/console/graphql.js';
import { differenceOf } from '../../stream/name-look.js';
import { type Answer, type Api } from '../api/api.js';
import { type Failure, isUnknown } from '../api/failure.js';
import { toPath } from '../parts/stream-name.js';
import { type Activities, type Lookalike, type StreamRow } from './activity.js';

/** The time in which the page waits for an encoder. */
const WATCH_MS = 10 * 60_000;
/** The forbid list holds 10,000 streams, 500 a page. */
const MOST_NAME_PAGES = 20;

/** Does the actions on single streams, and stores the result of each as an activity. */
export class StreamService {
  readonly #api: Api;
  readonly #activities: Activities;

  constructor(api: Api, activities: Activities) {
    this.#api = api;
    this.#activities = activities;
  }

  /** @returns the failure if the resume had no effect */
  async resume(stream: StreamRow, reason: string): Promise<Failure | undefined> {
    const { domainName, appName, streamName } = stream;
    const input = { domainName, appName, streamName, ...toReason(reason) };
    const { data, failure } = await this.#api.mutate(ConsoleResumeDocument, { input });
    const payload = data?.resumeLiveStream;
    if (!payload) return this.#fail(stream, 'resume', failure);
    const { requestId, wasForbidden } = payload;
    const resumed = payload.stream ?? stream;
    this.#activities.set(resumed, {
      kind: 'resumed',
      atMs: Date.now(),
      requestId,
      wasForbidden,
      isBack: false,
    });
    if (appName !== '*') this.#watch(resumed);
    if (wasForbidden === false) await this.#noteLookalike(resumed);
    return undefined;
  }

  /** @param until the end time of the forbid; undefined only cuts the stream */
  async forbid(stream: StreamRow, until: Date | undefined, reason: string): Promise<Failure | undefined> {
    const { domainName, appName, streamName } = stream;
    const mode = until === undefined ? 'CUT' : 'UNTIL';
    const input = {
      domainName,
      appName,
      streamName,
      mode,
      ...(until !== undefined && { until: until.toISOString() }),
      ...toReason(reason),
    } as const;
    const { data, failure } = await this.#api.mutate(ConsoleForbidDocument, { input });
    const payload = data?.forbidLiveStream;
    if (!payload) return this.#fail(stream, until === undefined ? 'cut' : 'forbid', failure);
    const { requestId } = payload;
    this.#activities.set(
      stream,
      until === undefined
        ? { kind: 'cut', requestId }
        : { kind: 'forbidden', requestId, until: payload.until ?? undefined },
    );
    return undefined;
  }

  /** Reads the status of a stream after an unknown outcome. */
  async check({ id, domainName, appName, streamName }: StreamRow): Promise<Failure | undefined> {
    const address = { domainName, appName, streamName };
    const { data, failure } = await this.#api.query(ConsoleStreamStatusDocument, address);
    const seen = data?.liveStream?.status;
    if (!seen) return failure;
    this.#activities.update(id, 'unknown', (activity) => ({ ...activity, seen }));
    return undefined;
  }

  #fail(
    stream: StreamRow,
    action: 'resume' | 'forbid' | 'cut',
    failure: Failure = { kind: 'network' },
  ): Failure | undefined {
    if (!isUnknown(failure)) return failure;
    this.#activities.set(stream, { kind: 'unknown', action, failure });
    return undefined;
  }

  #watch({ id, domainName, appName, streamName }: StreamRow): void {
    const stop = this.#api.watch(
      ConsoleStatusDocument,
      { domainName, appName, streamName },
      ({ liveStreamStatus }) => {
        if (liveStreamStatus?.status !== 'ONLINE') return;
        this.#activities.update(id, 'resumed', (activity) => ({ ...activity, isBack: true }));
        end();
      },
    );
    const timer = setTimeout(() => {
      end();
    }, WATCH_MS);
    const end = (): void => {
      clearTimeout(timer);
      stop();
    };
  }

  async #noteLookalike(stream: StreamRow): Promise<void> {
    const lookalike = await this.#findLookalike(stream);
    if (lookalike === undefined) return;
    this.#activities.update(stream.id, 'resumed', (activity) => ({ ...activity, lookalike }));
  }

  async #findLookalike(stream: StreamRow): Promise<Lookalike | undefined> {
    const path = toPath(stream);
    let after: string | null = null;
    for (let page = 0; page < MOST_NAME_PAGES; page += 1) {
      const variables = { name: stream.domainName, after };
      const answer: Answer<ConsoleForbiddenNamesQuery> = await this.#api.query(
        ConsoleForbiddenNamesDocument,
        variables,
      );
      const list = answer.data?.liveDomain?.forbiddenStreams;
      for (const { id, appName, streamName } of list?.nodes ?? []) {
        const difference = differenceOf(path, toPath({ appName, streamName }));
        if (difference !== undefined) return { difference, stream: { ...stream, id, appName, streamName } };
      }
      if (list?.pageInfo.hasNextPage !== true) return undefined;
      after = list.pageInfo.endCursor ?? null;
    }
    return undefined;
  }
}

function toReason(reason: string): { reason?: string } {
  return reason.trim() === '' ? {} : { reason: reason.trim() };
}
