import { type EmulatedStream } from '../options.js';

export interface ForbidEntry extends EmulatedStream {
  readonly untilMs: number;
}

type AppsOfStream = Map<string, ForbidEntry>;

/**
 * The forbid list of one account, by ingest domain, stream name and app. An entry has no effect
 * after its end time.
 */
export class ForbidList {
  readonly #domains = new Map<string, Map<string, AppsOfStream>>();
  readonly #wall: () => number;
  #size = 0;

  constructor(wall: () => number) {
    this.#wall = wall;
  }

  /** Returns the number of entries that have not ended. */
  size(): number {
    for (const entry of this.#stored()) if (entry.untilMs <= this.#wall()) this.#delete(entry);
    return this.#size;
  }

  has(stream: EmulatedStream): boolean {
    return this.#wall() < (this.#apps(stream)?.get(stream.appName)?.untilMs ?? -Infinity);
  }

  /** Adds an entry or replaces its end time; false if this would exceed `limit` entries. */
  add(entry: ForbidEntry, limit: number): boolean {
    const listed = this.#apps(entry)?.has(entry.appName) ?? false;
    // Ended entries are removed only if the list is full, because this scans the whole list.
    if (!listed && this.#size >= limit && this.size() >= limit) return false;
    const streams = this.#domains.get(entry.domainName) ?? new Map<string, AppsOfStream>();
    this.#domains.set(entry.domainName, streams);
    const apps: AppsOfStream = streams.get(entry.streamName) ?? new Map<string, ForbidEntry>();
    streams.set(entry.streamName, apps);
    if (!apps.has(entry.appName)) this.#size += 1;
    apps.set(entry.appName, entry);
    return true;
  }

  /**
   * Removes one entry. With the app name "*", it removes the entries of the stream name in all apps
   * of the domain.
   */
  lift(stream: EmulatedStream): void {
    const apps = this.#apps(stream);
    if (!apps) return;
    const lifted = stream.appName === '*' ? [...apps.values()] : [apps.get(stream.appName)];
    for (const entry of lifted) if (entry) this.#delete(entry);
  }

  /**
   * Returns the entries of these ingest domains, or of all, that have not ended. The oldest stream
   * name is first.
   */
  entries(domainNames: readonly string[] = [...this.#domains.keys()]): ForbidEntry[] {
    const now = this.#wall();
    return [...this.#stored(domainNames)].filter((entry) => entry.untilMs > now);
  }

  *#stored(domainNames: Iterable<string> = [...this.#domains.keys()]): Generator<ForbidEntry> {
    for (const domainName of domainNames)
      for (const apps of this.#domains.get(domainName)?.values() ?? []) yield* apps.values();
  }

  #apps(stream: EmulatedStream): AppsOfStream | undefined {
    return this.#domains.get(stream.domainName)?.get(stream.streamName);
  }

  #delete(entry: ForbidEntry): void {
    const streams = this.#domains.get(entry.domainName);
    const apps = streams?.get(entry.streamName);
    if (!apps?.delete(entry.appName)) return;
    this.#size -= 1;
    if (apps.size === 0) streams?.delete(entry.streamName);
  }
}
