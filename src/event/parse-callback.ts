import { addressViolations, type StreamAddress } from '../stream/address.js';
import { ANY_APP } from '../stream/names.js';

/** The content of a callback of ApsaraVideo Live. The parameters `ip`, `node` and `usrargs` are never read. */
export interface Callback {
  readonly address: StreamAddress;
  readonly kind: 'PUBLISHED' | 'UNPUBLISHED';
  readonly at: Date;
  /** The domain exactly as it is spelled in the callback. The signature can contain it. */
  readonly signedDomain: string;
}

const KINDS: Readonly<Record<string, Callback['kind']>> = {
  publish: 'PUBLISHED',
  publish_done: 'UNPUBLISHED',
};
const UNIX_SECONDS = /^[1-9]\d{0,10}$/;
/** How far the clock of ApsaraVideo Live can be ahead. A callback with a later time is refused. */
const AHEAD_MS = 900_000;

/**
 * Reads the query of a stream callback (documentation: callback format). The parameter `app` is the ingest domain,
 * `appname` is the app, and `id` is the stream.
 *
 * @param search the query with its `?`, still percent-encoded
 * @returns undefined if the query is not a valid callback
 */
export function parseCallback(search: string, nowMs: number): Callback | undefined {
  const parameters = toParameters(search);
  if (parameters === undefined) return undefined;
  const read = (name: string): string | undefined => {
    const [value, ...others] = parameters.get(name) ?? [];
    return others.length > 0 ? undefined : value;
  };
  const [action, app, appName, streamName, time] = ['action', 'app', 'appname', 'id', 'time'].map(read);
  if (action === undefined || app === undefined || appName === undefined) return undefined;
  if (streamName === undefined || time === undefined || !UNIX_SECONDS.test(time)) return undefined;
  const kind = Object.hasOwn(KINDS, action) ? KINDS[action] : undefined;
  const atMs = Number(time) * 1_000;
  const address = { domainName: app.toLowerCase(), appName, streamName };
  if (kind === undefined || atMs > nowMs + AHEAD_MS || appName === ANY_APP) return undefined;
  if (addressViolations(address, '').length > 0) return undefined;
  return { address, kind, at: new Date(atMs), signedDomain: app };
}

/** @returns undefined if the query is not percent-encoded UTF-8, because lenient decoding could change a name */
function toParameters(search: string): Map<string, string[]> | undefined {
  const parameters = new Map<string, string[]>();
  try {
    for (const pair of search.replace(/^\?/, '').split('&')) {
      const [name = '', ...value] = pair.split('=');
      const key = decodeURIComponent(name);
      parameters.set(key, [...(parameters.get(key) ?? []), decodeURIComponent(value.join('='))]);
    }
    return parameters;
  } catch {
    return undefined;
  }
}
