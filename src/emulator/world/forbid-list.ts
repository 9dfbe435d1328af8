import { type EmulatedStream } from '../options.js';

export interface ForbidEntry extends EmulatedStream {
  readonly untilMs: number;
}

type AppsOfStream = Map<string, ForbidEntry>;

/** The forbids of one account, by ingest domain, stream name and app. An entry ends by itself when its time has come. */
export class ForbidList {
  readonly #domains = new Map<string, Map<string, AppsOfStream>>();
  readonly #wall: () => number;
  #size = 0;

  constructor(wall: () => number) {
    this.#wall = wall;
  }

  /** Entries in force. */
  size(): number {
    for (const entry of this.#stored()) if (entry.untilMs <= this.#wall()) this.#delete(entry);
    return this.#size;
  }

  has(stream: EmulatedStream): boolean {
    return this.#wall() < (this.#apps(stream)?.get(stream.appName)?.untilMs ?? -Infinity);
  }

  /** Adds an entry or moves its end; false when that would make more than `limit` entries. */
  add(entry: ForbidEntry, limit: number): boolean {
    const listed = this.#apps(entry)?.has(entry.appName) ?? false;
    // Expired entries are counted out only when it matters: a scan of the whole list is dear.
    if (!listed && this.#size >= limit && this.size() >= limit) return false;
    const streams = this.#domains.get(entry.domainName) ?? new Map<string, AppsOfStream>();
    this.#domains.set(entry.domainName, streams);
    const apps: AppsOfStream = streams.get(entry.streamName) ?? new Map<string, ForbidEntry>();
    streams.set(entry.streamName, apps);
    if (!apps.has(entry.appName)) this.#size += 1;
    apps.set(entry.appName, entry);
    return true;
  }

  /** Lifts one forbid, or with the app name "*" every app's forbid of that stream name on the domain. */
  lift(stream: EmulatedStream): void {
    const apps = this.#apps(stream);
    if (!apps) return;
    const lifted = stream.appName === '*' ? [...apps.values()] : [apps.get(stream.appName)];
    for (const entry of lifted) if (entry) this.#delete(entry);
  }

  /** The entries in force on these ingest domains, or on all; oldest stream name first. */
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
