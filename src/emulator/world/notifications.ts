import { type SeededNotifyRecord } from '../options.js';

/** The callback settings of an ingest domain, by parameter of SetLiveStreamsNotifyUrlConfig. */
export type NotifyConfig = Readonly<Record<string, string>>;

export interface NotifyRecord extends SeededNotifyRecord {
  readonly atMs: number;
  /** The time in the callback, in Unix seconds. Default: the time of the record. */
  readonly time?: number | undefined;
  /** The HTTP status of the last answer; undefined without an answer. */
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

  /** Deletes the settings of a domain; false if there are none. */
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

  /** Returns the records of a domain, oldest first. */
  records(domainName: string): NotifyRecord[] {
    return this.#records.filter((record) => record.domainName === domainName).sort((a, b) => a.atMs - b.atMs);
  }
}
