import { type SeededNotifyRecord } from '../options.js';

/** How the service calls back for one ingest domain, by the parameters of SetLiveStreamsNotifyUrlConfig. */
export type NotifyConfig = Readonly<Record<string, string>>;

export interface NotifyRecord extends SeededNotifyRecord {
  readonly atMs: number;
}

/** The callback settings of each ingest domain, and the callback records of the seed. No callback is made. */
export class Notifications {
  readonly #configs = new Map<string, NotifyConfig>();
  readonly #records: readonly NotifyRecord[];

  constructor(records: readonly NotifyRecord[]) {
    this.#records = records;
  }

  find(domainName: string): NotifyConfig | undefined {
    return this.#configs.get(domainName);
  }

  set(domainName: string, config: NotifyConfig): void {
    this.#configs.set(domainName, config);
  }

  /** False where there is none. */
  delete(domainName: string): boolean {
    return this.#configs.delete(domainName);
  }

  /** Oldest first. */
  records(domainName: string): NotifyRecord[] {
    return this.#records.filter((record) => record.domainName === domainName).sort((a, b) => a.atMs - b.atMs);
  }
}
