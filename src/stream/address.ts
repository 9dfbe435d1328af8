import { StreamError, type Violation } from './errors.js';

/** Where a stream is published: ingest domain, app and stream name. Names are exact, never normalised. */
export interface StreamAddress {
  /** The ingest domain, in lower case: host names know no case, grants and budgets must not either. */
  readonly domainName: string;
  /** An app name, or "*" for every app of the domain where the operation allows it. */
  readonly appName: string;
  readonly streamName: string;
}

export const ANY_APP = '*';

/** Sibling operations of the API document 255 or 256 characters; the lower figure is always safe. */
const MAX_NAME_CHARACTERS = 255;
const MAX_HOST_CHARACTERS = 253;
const HOST_LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const UNSAFE_CHARACTER = /[\p{Cc}\s/?#]/u;

type Fault = Omit<Violation, 'path'> | undefined;

function domainFault(value: string): Fault {
  if (value === '') return { rule: 'required', message: 'must not be empty' };
  const labels = value.toLowerCase().split('.');
  const isHostName =
    value.length <= MAX_HOST_CHARACTERS && labels.length > 1 && labels.every((label) => HOST_LABEL.test(label));
  return isHostName
    ? undefined
    : { rule: 'hostName', message: 'must be a host name such as push.example.com, without scheme, port or path' };
}

function nameFault(value: string): Fault {
  if (value === '') return { rule: 'required', message: 'must not be empty' };
  if (!value.isWellFormed()) return { rule: 'wellFormed', message: 'must not hold half of a surrogate pair' };
  if (UNSAFE_CHARACTER.test(value))
    return { rule: 'characters', message: 'must not hold control characters, whitespace, "/", "?" or "#"' };
  // A UTF-16 length within the limit needs no counting of code points.
  if (value.length > MAX_NAME_CHARACTERS && Array.from(value).length > MAX_NAME_CHARACTERS)
    return { rule: 'maxLength', message: `must have at most ${MAX_NAME_CHARACTERS} characters` };
  return undefined;
}

function appFault(value: string): Fault {
  const wildcardInside = value !== ANY_APP && value.includes('*');
  return (
    nameFault(value) ??
    (wildcardInside ? { rule: 'wildcard', message: '"*" stands alone, for every app, or not at all' } : undefined)
  );
}

function streamFault(value: string): Fault {
  return (
    nameFault(value) ??
    (value === '*'
      ? { rule: 'wildcard', message: 'ApsaraVideo Live knows no wildcard for stream names' }
      : undefined)
  );
}

/**
 * Checks the three names before any call: the upstream and its SDK check nothing, and an empty name costs quota.
 * Lenient where the upstream is silent, since refusing an odd name would leave its stream locked.
 *
 * @param path where the names stand in the request, e.g. `input`, for the violations' paths; '' for top level
 * @throws StreamError BAD_USER_INPUT with every violation at once
 */
export function parseStreamAddress(input: StreamAddress, path: string): StreamAddress {
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
  const faults: [string, Fault][] = [
    ['domainName', domainFault(input.domainName)],
    ['appName', appFault(input.appName)],
    ['streamName', streamFault(input.streamName)],
  ];
  const violations = faults.flatMap(([name, fault]) => (fault ? [{ path: at(name), ...fault }] : []));
  if (violations.length > 0) throw new StreamError('BAD_USER_INPUT', { violations });
  return { domainName: input.domainName.toLowerCase(), appName: input.appName, streamName: input.streamName };
}

/** A stable, opaque id: the address in base64url. The separator cannot occur in a valid name. */
export function toStreamId(address: StreamAddress): string {
  return Buffer.from(`${address.domainName}/${address.appName}/${address.streamName}`).toString('base64url');
}
