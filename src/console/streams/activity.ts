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

/** What was last done to a stream on this page, and what has come of it. */
export type Activity =
  | {
      readonly kind: 'resumed';
      readonly atMs: number;
      readonly requestId: string | undefined;
      /** Null where it is not known. */
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
      /** What a later look has shown. */
      readonly seen?: 'FORBIDDEN' | 'OFFLINE' | 'ONLINE' | undefined;
    };

export interface ActiveStream {
  readonly stream: StreamRow;
  readonly activity: Activity;
}

/** What is done on this page, stream by stream. */
export class Activities {
  #all: ReadonlyMap<string, ActiveStream> = new Map();
  readonly #listeners = new Set<() => void>();

  get all(): ReadonlyMap<string, ActiveStream> {
    return this.#all;
  }

  set(stream: StreamRow, activity: Activity): void {
    this.#replace(new Map(this.#all).set(stream.id, { stream, activity }));
  }

  /** Changes what is noted of a stream, as long as the same thing was done to it last. */
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
