import { sql } from 'kysely';
import { type StreamAddress, toAddressKey } from '../stream/address.js';
import { type EventDatabase } from './event-writer.js';
import { type ListColumn, toRows } from './job-database.js';

const NAME: readonly ListColumn[] = [
  ['place', 'integer'],
  ['domain_name', 'text'],
  ['app_name', 'text'],
  ['stream_name', 'text'],
];

const NAMES = sql.raw(`event.app_name || '/' || event.stream_name`);

/**
 * The addresses with the exact names of their streams. According to an old note in its documentation, ApsaraVideo Live
 * can report names in lower case. A lower-case name is replaced by the stored name that differs from it only in case.
 * It stays unchanged if the ledger has an action under it, or if several stored names match.
 * One statement reads all lower-case names.
 */
export async function findExactNames(
  { db, dialect }: EventDatabase,
  addresses: readonly StreamAddress[],
): Promise<readonly StreamAddress[]> {
  const doubtful = new Map(
    addresses.filter(isLowerCase).map((address) => [toAddressKey(address), address] as const),
  );
  if (doubtful.size === 0) return addresses;
  const list = toRows(
    dialect,
    NAME,
    [...doubtful.values()].map(({ domainName, appName, streamName }, place) => [
      place,
      domainName,
      appName,
      streamName,
    ]),
  );
  const variant = (way: 'asc' | 'desc') => sql`(
    select ${NAMES} from stream_event as event
    where event.domain_name = name.domain_name
      and substr(lower(${NAMES}), 1, 60) = substr(name.app_name || '/' || name.stream_name, 1, 60)
      and lower(${NAMES}) = name.app_name || '/' || name.stream_name
      and ${NAMES} <> lower(${NAMES})
    order by event.app_name ${sql.raw(way)}, event.stream_name ${sql.raw(way)} limit 1)`;
  const { rows } = await sql<{ place: number; least: string | null; greatest: string | null }>`
    select place, ${variant('asc')} as least, ${variant('desc')} as greatest from ${list} as name
    where not exists (
      select 1 from stream_action as action where action.domain_name = name.domain_name
        and action.stream_name = name.stream_name and action.app_name = name.app_name)`.execute(db);
  const keys = [...doubtful.keys()];
  const exact = new Map<string, string>();
  for (const { place, least, greatest } of rows) {
    const key = keys[place];
    if (key !== undefined && least !== null && least === greatest) exact.set(key, least);
  }
  return addresses.map((address) => {
    const names = exact.get(toAddressKey(address));
    if (names === undefined) return address;
    const [appName = '', streamName = ''] = names.split('/');
    return { domainName: address.domainName, appName, streamName };
  });
}

/** Whether ApsaraVideo Live may have changed the names to lower case. */
function isLowerCase({ appName, streamName }: StreamAddress): boolean {
  return !/[A-Z]/.test(appName + streamName) && /[a-z]/.test(appName + streamName);
}
