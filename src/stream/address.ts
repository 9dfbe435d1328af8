import { StreamError, type Violation } from './errors.js';
import { ANY_APP, appFault, domainFault, type NameFault, streamFault } from './names.js';

/** Where a stream is published. App and stream names are exact: never trimmed, folded or normalised. */
export interface StreamAddress {
  /** The ingest domain, in lower case: host names know no case, so grants must not either. */
  readonly domainName: string;
  /** An app name, or "*" for every app of the domain where the operation allows it. */
  readonly appName: string;
  readonly streamName: string;
}

/** One text for one address: a name holds no "/", so that no two addresses have the same. */
export function toAddressKey({ domainName, appName, streamName }: StreamAddress): string {
  return `${domainName}/${appName}/${streamName}`;
}

/**
 * Every rule the three names break. The upstream and its SDK check nothing, and an empty name would cost quota.
 *
 * @param path where the names stand in the request, e.g. `input`; '' for top-level arguments
 */
export function addressViolations(address: StreamAddress, path: string): Violation[] {
  const faults: readonly [string, NameFault | undefined][] = [
    ['domainName', domainFault(address.domainName)],
    ['appName', appFault(address.appName)],
    ['streamName', streamFault(address.streamName)],
  ];
  return faults.flatMap(([name, fault]) =>
    fault === undefined ? [] : [{ path: path === '' ? name : `${path}.${name}`, ...fault }],
  );
}

/**
 * The address in its canonical form.
 * @param others the other violations of the same request, so that all are reported at once
 * @throws StreamError BAD_USER_INPUT with every violation
 */
export function parseStreamAddress(
  address: StreamAddress,
  path: string,
  others: readonly Violation[] = [],
): StreamAddress {
  const violations = [...addressViolations(address, path), ...others];
  if (violations.length > 0) throw new StreamError('BAD_USER_INPUT', { violations });
  return {
    domainName: address.domainName.toLowerCase(),
    appName: address.appName,
    streamName: address.streamName,
  };
}

/**
 * The address of one stream: `parseStreamAddress` without "*".
 * @throws StreamError BAD_USER_INPUT with every violation
 */
export function parseOneStream(
  address: StreamAddress,
  path: string,
  others: readonly Violation[] = [],
): StreamAddress {
  if (address.appName !== ANY_APP) return parseStreamAddress(address, path, others);
  const wildcard = {
    path: path === '' ? 'appName' : `${path}.appName`,
    rule: 'wildcard',
    message: '"*" names every app, and one stream is required',
  };
  return parseStreamAddress(address, path, [wildcard, ...others]);
}

/** A stable, opaque id: the address in base64url. The separator cannot occur in a valid name. */
export function toStreamId(address: StreamAddress): string {
  return Buffer.from(toAddressKey(address)).toString('base64url');
}

/**
 * The address that an id names.
 * @param path where the id stands in the request
 * @throws StreamError BAD_USER_INPUT where this gateway never gave that id out
 */
export function parseStreamId(id: string, path: string): StreamAddress {
  const parts = Buffer.from(id, 'base64url').toString().split('/');
  const [domainName = '', appName = '', streamName = ''] = parts;
  const address = { domainName: domainName.toLowerCase(), appName, streamName };
  const isOneStream = appName !== ANY_APP && addressViolations(address, '').length === 0;
  if (parts.length === 3 && isOneStream && toStreamId(address) === id) return address;
  throw new StreamError('BAD_USER_INPUT', {
    violations: [{ path, rule: 'id', message: 'is not an id that this gateway gave out' }],
  });
}

/** The most violations of one list that are reported: each names its position, and a person reads them. */
const MOST_VIOLATIONS = 50;

/**
 * The addresses of a list in their canonical form; "*" is an app as in `parseStreamAddress`.
 * @param path where the list stands in the request; a violation adds the position, `input.streams[3].appName`
 * @param others what else is wrong with the same request
 * @throws StreamError BAD_USER_INPUT for an empty list, for more than `max` members, and for each wrong name
 */
export function parseStreamAddresses(
  addresses: readonly StreamAddress[],
  { path, max, others = [] }: { path: string; max: number; others?: readonly Violation[] },
): StreamAddress[] {
  const violations = [
    ...lengthViolations(addresses, path, max),
    ...(addresses.length > max
      ? []
      : addresses.flatMap((address, index) => addressViolations(address, `${path}[${index}]`))),
    ...others,
  ];
  if (violations.length > 0)
    throw new StreamError('BAD_USER_INPUT', { violations: violations.slice(0, MOST_VIOLATIONS) });
  return addresses.map((address) => parseStreamAddress(address, path));
}

/** Lists of a request that names streams one by one hold 1 to `max`. */
export function lengthViolations(list: readonly unknown[], path: string, max: number): Violation[] {
  if (list.length === 0) return [{ path, rule: 'required', message: 'must not be empty' }];
  if (list.length > max) return [{ path, rule: 'maxItems', message: `must have at most ${max} members` }];
  return [];
}
