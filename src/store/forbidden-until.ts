import { type Kysely } from 'kysely';
import { type StreamAddress, toAddressKey } from '../stream/address.js';
import { ANY_APP } from '../stream/names.js';
import { type StoreTables } from './tables.js';

/**
 * The end of each stream's newest successful forbid that no successful resume has followed, and that has not passed.
 * Two statements for each domain, however many streams are asked for.
 */
export async function readForbiddenUntil(
  db: Kysely<StoreTables>,
  addresses: readonly StreamAddress[],
  nowMs: number,
): Promise<(Date | undefined)[]> {
  const ends = new Map<string, Date>();
  for (const domainName of new Set(addresses.map((address) => address.domainName))) {
    const names = addresses.filter((address) => address.domainName === domainName);
    for (const [key, until] of await readDomain(db, domainName, names, nowMs)) ends.set(key, until);
  }
  return addresses.map((address) => ends.get(toAddressKey(address)));
}

async function readDomain(
  db: Kysely<StoreTables>,
  domainName: string,
  addresses: readonly StreamAddress[],
  nowMs: number,
): Promise<[string, Date][]> {
  const newest = await db
    .selectFrom('stream_action')
    .select(({ fn }) => ['app_name', 'stream_name', 'kind', fn.max('id').as('id')])
    .where('domain_name', '=', domainName)
    .where('stream_name', 'in', [...new Set(addresses.map(({ streamName }) => streamName))])
    .where('app_name', 'in', [...new Set(addresses.map(({ appName }) => appName)), ANY_APP])
    .where('outcome', '=', 'SUCCEEDED')
    .where('kind', 'in', ['FORBID', 'RESUME'])
    .groupBy(['app_name', 'stream_name', 'kind'])
    .execute();
  const idOf = (kind: string, appName: string, streamName: string): string =>
    byKey.get(`${kind}/${appName}/${streamName}`) ?? '';
  const byKey = new Map(newest.map((row) => [`${row.kind}/${row.app_name}/${row.stream_name}`, row.id]));
  const forbids = addresses.flatMap(({ appName, streamName }) => {
    const forbid = idOf('FORBID', appName, streamName);
    const lifted = [idOf('RESUME', appName, streamName), idOf('RESUME', ANY_APP, streamName)];
    return forbid !== '' && lifted.every((resume) => resume < forbid) ? [forbid] : [];
  });
  if (forbids.length === 0) return [];
  const rows = await db
    .selectFrom('stream_action')
    .select(['app_name', 'stream_name', 'until_ms'])
    .where('id', 'in', [...new Set(forbids)])
    .execute();
  return rows
    .filter(({ until_ms }) => until_ms !== null && Number(until_ms) > nowMs)
    .map(({ app_name: appName, stream_name: streamName, until_ms }) => [
      toAddressKey({ domainName, appName, streamName }),
      new Date(Number(until_ms)),
    ]);
}
