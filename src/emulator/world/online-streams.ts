import { LEAK_MARKS } from '../leak-marks.js';
import { type EmulatedStream, type SeededOnline } from '../options.js';

/** One row of the online list: a published stream, or a transcode of one. */
export interface OnlineRow extends EmulatedStream {
  readonly transcoded: boolean;
  readonly publishedAtMs: number;
  readonly publishUrl: string;
  readonly clientIp: string;
  readonly serverIp: string;
}

/** Names may hold any character that an URL can carry; none of them is NUL. */
const toKey = (stream: EmulatedStream): string => `${stream.appName}\0${stream.streamName}`;

/** Which streams are being published, by ingest domain. */
export class OnlineStreams {
  readonly #domains = new Map<string, Map<string, OnlineRow[]>>();

  /** Begins to publish, with the transcodes of the stream as rows of their own. */
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
    streams.set(toKey(stream), [row, ...transcodes]);
  }

  /** Ends the publication and its transcodes. @returns whether there was one */
  cut(stream: EmulatedStream): boolean {
    return this.#domains.get(stream.domainName)?.delete(toKey(stream)) ?? false;
  }

  has(stream: EmulatedStream): boolean {
    return this.#domains.get(stream.domainName)?.has(toKey(stream)) ?? false;
  }

  /** All rows of these ingest domains, earliest published first within a domain. */
  rows(domainNames: readonly string[] = [...this.#domains.keys()]): OnlineRow[] {
    return domainNames.flatMap((name) => [...(this.#domains.get(name)?.values() ?? [])].flat());
  }
}
