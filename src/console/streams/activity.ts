import { type NameDifference } from '../../stream/name-look.js';
import { type Failure } from '../api/failure.js';

export interface StreamRow {
  readonly id: string;
  readonly domainName: string;
  readonly appName: string;
  readonly streamName: string;
  readonly viewerCanResume: boolean;
  readonly viewerCanForbid: boolean;
}

export interface Lookalike {
  readonly stream: StreamRow;
  readonly difference: NameDifference;
}

/** The last action on a stream on this page, and its result. */
export type Activity =
  | {
      readonly kind: 'resumed';
      readonly atMs: number;
      readonly requestId: string | undefined;
      /** Null if it is not known. */
      readonly wasForbidden: boolean | null;
      readonly lookalike?: Lookalike | undefined;
      readonly isBack: boolean;
    }
  | { readonly kind: 'forbidden'; readonly until: string | undefined; readonly requestId: string }
  | { readonly kind: 'cut'; readonly requestId: string }
  | {
      readonly kind: 'unknown';
      readonly action: 'resume' | 'forbid' | 'cut';
      readonly failure: Failure;
      /** The status that a later check has found. */
      readonly seen?: 'FORBIDDEN' | 'OFFLINE' | 'ONLINE' | undefined;
    };

export interface ActiveStream {
  readonly stream: StreamRow;
  readonly activity: Activity;
}

/** The last activity of each stream on this page. */
export class Activities {
  #all: ReadonlyMap<string, ActiveStream> = new Map();
  readonly #listeners = new Set<() => void>();

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

  forget(id: string): void {
    const all = new Map(this.#all);
    if (all.delete(id)) this.#replace(all);
  }

  subscribe(onChange: () => void): () => void {
    this.#listeners.add(onChange);
    return () => {
      this.#listeners.delete(onChange);
    };
  }

  #replace(all: ReadonlyMap<string, ActiveStream>): void {
    this.#all = all;
    for (const listener of this.#listeners) listener();
  }
}
