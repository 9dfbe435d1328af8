import { addressViolations, type StreamAddress, toAddressKey } from './address.js';
import { StreamError } from './errors.js';
import { ANY_APP } from './names.js';

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
