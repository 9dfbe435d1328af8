import { type SeededNotifyRecord } from '../options.js';

/** How the service calls back for one ingest domain, by the parameters of SetLiveStreamsNotifyUrlConfig. */
export type NotifyConfig = Readonly<Record<string, string>>;

export interface NotifyRecord extends SeededNotifyRecord {
  readonly atMs: number;
  /** What the callback itself reported, in Unix seconds. Default: its own time. */
  readonly time?: number | undefined;
  /** The status of the last answer; undefined where there was none. */
  readonly status?: number | undefined;
}

const MOST_RECORDS = 100_000;

/** The callback settings of each ingest domain, and the records of callbacks. */
export class Notifications {
  readonly #configs = new Map<string, NotifyConfig>();
  readonly #records: NotifyRecord[];

  constructor(records: readonly NotifyRecord[]) {
    this.#records = [...records];
  }

  find(domainName: string): NotifyConfig | undefined {
    return this.#configs.get(domainName);
  }

  set(domainName: string, config: NotifyConfig): void {
    this.#configs.set(domainName, config);
  }

  /** False if there is none. */
  delete(domainName: string): boolean {
    return this.#configs.delete(domainName);
  }

  record(record: NotifyRecord): void {
    this.#records.push(record);
    if (this.#records.length > MOST_RECORDS) this.#records.splice(0, MOST_RECORDS / 2);
  }

  all(): readonly NotifyRecord[] {
    return this.#records;
  }

  /** Oldest first. */
  records(domainName: string): NotifyRecord[] {
    return this.#records.filter((record) => record.domainName === domainName).sort((a, b) => a.atMs - b.atMs);
  }
}
