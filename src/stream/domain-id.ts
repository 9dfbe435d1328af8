import { StreamError } from './errors.js';
import { domainFault } from './names.js';

/** Returns a stable, opaque id of an ingest domain. */
export function toDomainId(domainName: string): string {
  return Buffer.from(domainName).toString('base64url');
}

/**
 * Returns the domain of an id.
 * @param path the position of the id in the request
 * @throws StreamError BAD_USER_INPUT if `toDomainId` cannot have created the id
 */
export function parseDomainId(id: string, path: string): string {
  const domainName = Buffer.from(id, 'base64url').toString().toLowerCase();
  if (domainFault(domainName) === undefined && toDomainId(domainName) === id) return domainName;
  throw new StreamError('BAD_USER_INPUT', {
    violations: [{ path, rule: 'id', message: 'is not an id that this gateway returned' }],
  });
}
