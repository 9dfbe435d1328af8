import { type NameDifference } from '../../stream/name-look.js';
import { type Failure } from '../api/failure.js';
import { Listeners } from '../listeners.js';

export interface StreamRow {
  readonly id: string;
  readonly domainName: string;
  readonly appName: string;
  readonly streamName: string;
  readonly viewerCanResume: boolean;
  readonly viewerCanForbid: boolean;
  /** Whether the user typed the name. `id` is then not an id of the gateway, and there is no page. */
  readonly isTyped?: boolean | undefined;
}

export interface Lookalike {
  readonly stream: StreamRow;
  readonly difference: NameDifference;
}

interface Done {
  /** When the gateway answered, by the clock of the browser. */
  readonly atMs: number;
  /** Whether the lists have shown the effect of the action. */
  readonly isShown: boolean;
  readonly requestId: string | undefined;
}

/** The last action on a stream on this page, and its result. */
export type Activity =
  | (Done & {
      readonly kind: 'resumed';
      /** Null if it is not known. */
      readonly wasForbidden: boolean | null;
      readonly lookalike?: Lookalike | undefined;
      readonly isBack: boolean;
    })
  | (Done & { readonly kind: 'forbidden'; readonly until: string | undefined })
  | (Done & { readonly kind: 'cut' })
  | {
      readonly kind: 'unknown';
      readonly action: 'resume' | 'forbid' | 'cut';
      readonly failure: Failure;
      /** The status that a later check has found. */
      readonly seen?: StreamStatus | undefined;
    };

export type StreamStatus = 'FORBIDDEN' | 'OFFLINE' | 'ONLINE';

export interface ActiveStream {
  readonly stream: StreamRow;
  readonly activity: Activity;
}

/** The app name that stands for every app. */
export const ANY_APP = '*';

/**
 * The time in which a list may not show an action yet. The lists of ApsaraVideo Live can be 30 s
 * late.
 */
export const BRIDGE_MS = 30_000;

/** Returns whether the last action on the stream was a resume, also one with an unknown outcome. */
export function isResume(activity: Activity | undefined): boolean {
  return activity?.kind === 'resumed' || (activity?.kind === 'unknown' && activity.action === 'resume');
}

/**
 * Returns the activity after ApsaraVideo Live has shown a status of the stream. Undefined if the
 * status contradicts the activity: the status always wins. An action only bridges the time until
 * the lists show it for the first time.
 */
export function afterStatus(activity: Activity, status: StreamStatus, nowMs: number): Activity | undefined {
  if (activity.kind === 'unknown')
    return activity.seen === undefined || activity.seen === status ? activity : { ...activity, seen: status };
  const isBridging = nowMs - activity.atMs < BRIDGE_MS;
  const contradicted = isBridging && !activity.isShown ? activity : undefined;
  switch (activity.kind) {
    case 'resumed': {
      if (status === 'FORBIDDEN') return contradicted;
      const isBack = status === 'ONLINE';
      // Soon after the resume, the online list may still show the stream as it was before.
      if (activity.isBack && !isBack && !isBridging) return undefined;
      if (activity.isShown && activity.isBack === isBack) return activity;
      return { ...activity, isShown: true, isBack };
    }
    case 'forbidden':
      if (status !== 'FORBIDDEN') return contradicted;
      return activity.isShown ? activity : { ...activity, isShown: true };
    case 'cut':
      if (status === 'OFFLINE') return activity;
      // An encoder can be back within a second. The note stays long enough to be read.
      return isBridging && status === 'ONLINE' ? activity : undefined;
  }
}

/** The last activity of each stream on this page. */
export class Activities {
  #all: ReadonlyMap<string, ActiveStream> = new Map();
  readonly #listeners = new Listeners();
  readonly subscribe = this.#listeners.subscribe;

  get all(): ReadonlyMap<string, ActiveStream> {
    return this.#all;
  }

  set(stream: StreamRow, activity: Activity): void {
    this.#replace(new Map(this.#all).set(stream.id, { stream, activity }));
  }

  /** Changes the activity of a stream if it is still of this kind. */
  update<Kind extends Activity['kind']>(
    id: string,
    kind: Kind,
    change: (activity: Extract<Activity, { kind: Kind }>) => Activity,
  ): void {
    const noted = this.#all.get(id);
    if (noted?.activity.kind !== kind) return;
    this.set(noted.stream, change(noted.activity as Extract<Activity, { kind: Kind }>));
  }

  /** Compares the activity of a stream with the status that the gateway has read. */
  seeStatus(id: string, status: StreamStatus, nowMs = Date.now()): void {
    const noted = this.#all.get(id);
    if (noted === undefined) return;
    const after = afterStatus(noted.activity, status, nowMs);
    if (after === undefined) this.forget(id);
    else if (after !== noted.activity) this.set(noted.stream, after);
  }

  /**
   * Compares the activities with a list. A list that was requested soon after an action is
   * ignored, because it may not show the action yet.
   *
   * @param status the status of the streams in the list
   */
  seeList(rows: readonly StreamRow[], status: StreamStatus, requestedAtMs: number): void {
    for (const [id, { stream, activity }] of this.#all) {
      if (activity.kind === 'unknown' || requestedAtMs - activity.atMs < BRIDGE_MS) continue;
      if (rows.some((row) => isMeant(stream, row))) this.seeStatus(id, status, requestedAtMs);
    }
  }

  /** Compares the activities with events of the gateway. Only the last event of a stream counts. */
  seeEvents(events: readonly { readonly kind: string; readonly stream: StreamRow }[]): void {
    const last = new Map(
      events
        .filter(({ kind }) => kind === 'FORBIDDEN' || kind === 'RESUMED')
        .map(({ kind, stream }) => [stream.id, kind]),
    );
    for (const [id, kind] of last) {
      const noted = this.#all.get(id)?.activity.kind;
      const isForbidden = kind === 'FORBIDDEN';
      if (isForbidden ? noted === 'resumed' || noted === 'cut' : noted === 'forbidden') this.forget(id);
    }
  }

  forget(id: string): void {
    const all = new Map(this.#all);
    if (all.delete(id)) this.#replace(all);
  }

  #replace(all: ReadonlyMap<string, ActiveStream>): void {
    this.#all = all;
    this.#listeners.notify();
  }
}

/** Returns whether an action on `stream` was an action on `row`. */
function isMeant(stream: StreamRow, row: StreamRow): boolean {
  if (stream.appName !== ANY_APP) return stream.id === row.id;
  return stream.domainName === row.domainName && stream.streamName === row.streamName;
}
