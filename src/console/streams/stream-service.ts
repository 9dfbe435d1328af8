import {
  ConsoleForbidDocument,
  ConsoleForbiddenNamesDocument,
  type ConsoleForbiddenNamesQuery,
  ConsoleResumeDocument,
  ConsoleStreamStatusDocument,
} from '../../../schema/console/graphql.js';
import { differenceOf } from '../../stream/name-look.js';
import { type Answer, type Api } from '../api/api.js';
import { type Failure, isUnknown } from '../api/failure.js';
import { toPath } from '../parts/stream-name.js';
import { type Activities, type Activity, ANY_APP, type Lookalike, type StreamRow } from './activity.js';
import { ActivityWatch } from './activity-watch.js';

/** The forbid list holds 10,000 streams, 500 a page. */
const MOST_NAME_PAGES = 20;

/** Does the actions on single streams, and stores the result of each as an activity. */
export class StreamService {
  readonly #api: Api;
  readonly #activities: Activities;
  readonly #watch: ActivityWatch;

  constructor(api: Api, activities: Activities) {
    this.#api = api;
    this.#activities = activities;
    this.#watch = new ActivityWatch(api, activities);
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
    // The answer contains the id of a stream whose name was typed.
    if (resumed.id !== stream.id) this.#activities.forget(stream.id);
    this.#note(resumed, { kind: 'resumed', ...toDone(requestId), wasForbidden, isBack: false });
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
    this.#note(
      stream,
      until === undefined
        ? { kind: 'cut', ...toDone(requestId) }
        : { kind: 'forbidden', ...toDone(requestId), until: payload.until ?? undefined },
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
    this.#note(stream, { kind: 'unknown', action, failure });
    return undefined;
  }

  #note(stream: StreamRow, activity: Activity): void {
    this.#activities.set(stream, activity);
    this.#watch.start(stream);
  }

  async #noteLookalike(stream: StreamRow): Promise<void> {
    const lookalike = await this.#findLookalike(stream);
    if (lookalike === undefined) return;
    this.#activities.update(stream.id, 'resumed', (activity) => ({ ...activity, lookalike }));
  }

  async #findLookalike(stream: StreamRow): Promise<Lookalike | undefined> {
    const path = toPath(stream);
    const isAnyApp = stream.appName === ANY_APP;
    let after: string | null = null;
    for (let page = 0; page < MOST_NAME_PAGES; page += 1) {
      const variables = { name: stream.domainName, after };
      const answer: Answer<ConsoleForbiddenNamesQuery> = await this.#api.query(
        ConsoleForbiddenNamesDocument,
        variables,
      );
      const list = answer.data?.liveDomain?.forbiddenStreams;
      for (const { id, appName, streamName } of list?.nodes ?? []) {
        const difference = differenceOf(path, toPath({ appName: isAnyApp ? ANY_APP : appName, streamName }));
        if (difference !== undefined)
          return { difference, stream: { ...stream, id, appName, streamName, isTyped: false } };
      }
      if (list?.pageInfo.hasNextPage !== true) return undefined;
      after = list.pageInfo.endCursor ?? null;
    }
    return undefined;
  }
}

function toDone(requestId: string | undefined): {
  readonly atMs: number;
  readonly isShown: boolean;
  readonly requestId: string | undefined;
} {
  return { atMs: Date.now(), isShown: false, requestId };
}

function toReason(reason: string): { reason?: string } {
  return reason.trim() === '' ? {} : { reason: reason.trim() };
}
