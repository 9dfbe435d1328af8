import { StreamError, type Violation } from './errors.js';
import { ANY_APP, appFault, domainFault, isListedStream, type NameFault, streamFault } from './names.js';

/** The address of a stream. App and stream names are exact: they are never trimmed, case-folded or normalized. */
export interface StreamAddress {
  /** The ingest domain, in lower case. Host names are not case-sensitive, and grants compare them in lower case. */
  readonly domainName: string;
  /** An app name. If the operation allows it, "*" stands for every app of the domain. */
  readonly appName: string;
  readonly streamName: string;
}

/** Returns one text for an address. Names cannot contain "/", so two addresses never have the same text. */
export function toAddressKey({ domainName, appName, streamName }: StreamAddress): string {
  return `${domainName}/${appName}/${streamName}`;
}

/**
 * Returns a violation for each rule that the three names break. The upstream and its SDK do not check names, and even a
 * call with an empty name uses quota.
 *
 * @param path the position of the names in the request, such as `input`; '' for top-level arguments
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
 * Returns the address in its canonical form.
 * @param others the other violations of the same request, so that all are reported together
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
 * Returns the address of exactly one stream: like `parseStreamAddress`, but "*" is a violation.
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
    message: 'must be one app, not "*"',
  };
  return parseStreamAddress(address, path, [wildcard, ...others]);
}

/** Returns a stable, opaque id: the address in base64url. A name cannot contain the separator "/". */
export function toStreamId(address: StreamAddress): string {
  return Buffer.from(toAddressKey(address)).toString('base64url');
}

/**
 * Returns the address of one stream for a read. The names can be those of a listed stream, which are less strict than
 * the names for an action: otherwise a client could not read a stream that the gateway has listed.
 * @throws StreamError BAD_USER_INPUT with every violation
 */
export function parseListedStream(address: StreamAddress, path: string): StreamAddress {
  return toListed(address) ?? parseOneStream(address, path);
}

function toListed({ domainName, appName, streamName }: StreamAddress): StreamAddress | undefined {
  if (domainFault(domainName) !== undefined || !isListedStream({ appName, streamName })) return undefined;
  return { domainName: domainName.toLowerCase(), appName, streamName };
}

/**
 * Returns the address of an id. The gateway gives out ids of all listed streams, see `isListedStream`.
 * @param path the position of the id in the request
 * @throws StreamError BAD_USER_INPUT if `toStreamId` cannot have created the id
 */
export function parseStreamId(id: string, path: string): StreamAddress {
  const parts = Buffer.from(id, 'base64url').toString().split('/');
  const [domainName = '', appName = '', streamName = ''] = parts;
  const address = toListed({ domainName, appName, streamName });
  if (parts.length === 3 && address !== undefined && toStreamId(address) === id) return address;
  throw new StreamError('BAD_USER_INPUT', {
    violations: [{ path, rule: 'id', message: 'is not an id that this gateway returned' }],
  });
}

/** The maximum number of violations that are reported for one list. A person reads them, so more are not useful. */
const MOST_VIOLATIONS = 50;

/**
 * Returns the addresses of a list in their canonical form. "*" is allowed as the app, as in `parseStreamAddress`.
 * @param path the position of the list in the request; violations add an index, such as `input.streams[3].appName`
 * @param others the other violations of the same request
 * @throws StreamError BAD_USER_INPUT for an empty list, for more than `max` members, and for each invalid name
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

/** Returns a violation for a list that is empty or has more than `max` members. */
export function lengthViolations(list: readonly unknown[], path: string, max: number): Violation[] {
  if (list.length === 0) return [{ path, rule: 'required', message: 'must not be empty' }];
  if (list.length > max) return [{ path, rule: 'maxItems', message: `must have at most ${max} members` }];
  return [];
}
