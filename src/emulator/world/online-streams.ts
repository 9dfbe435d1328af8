import { LEAK_MARKS } from '../leak-marks.js';
import { type EmulatedStream, type SeededOnline } from '../options.js';
import { toStreamKey } from './stream-key.js';

/** One row of the online list: a stream that is on air, or a transcode of it. */
export interface OnlineRow extends EmulatedStream {
  readonly transcoded: boolean;
  readonly publishedAtMs: number;
  readonly publishUrl: string;
  readonly clientIp: string;
  readonly serverIp: string;
}

/** The streams that are on air, by ingest domain. */
export class OnlineStreams {
  readonly #domains = new Map<string, Map<string, OnlineRow[]>>();

  /** Puts a stream on air. Each of its transcodes is a separate row. */
  publish(stream: SeededOnline, publishedAtMs: number): void {
    const { domainName, appName, streamName } = stream;
    const streams = this.#domains.get(domainName) ?? new Map<string, OnlineRow[]>();
    this.#domains.set(domainName, streams);
    const row: OnlineRow = {
      domainName,
      appName,
      streamName,
      transcoded: false,
      publishedAtMs,
      publishUrl: `rtmp://${domainName}/${appName}/${streamName}?auth_key=${LEAK_MARKS.authKey}`,
      clientIp: stream.clientIp ?? LEAK_MARKS.clientIp,
      serverIp: LEAK_MARKS.serverIp,
    };
    const transcodes = (stream.transcodes ?? []).map((template) => ({
      ...row,
      streamName: `${streamName}_${template}`,
      transcoded: true,
    }));
    streams.set(toStreamKey(stream), [row, ...transcodes]);
  }

  /** Takes a stream and its transcodes off air. Returns whether the stream was on air. */
  cut(stream: EmulatedStream): boolean {
    return this.#domains.get(stream.domainName)?.delete(toStreamKey(stream)) ?? false;
  }

  has(stream: EmulatedStream): boolean {
    return this.#domains.get(stream.domainName)?.has(toStreamKey(stream)) ?? false;
  }

  /** Returns the rows of these ingest domains, or of all. Within a domain, the oldest is first. */
  rows(domainNames: readonly string[] = [...this.#domains.keys()]): OnlineRow[] {
    return domainNames.flatMap((name) => [...(this.#domains.get(name)?.values() ?? [])].flat());
  }
}
