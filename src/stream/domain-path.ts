import { StreamError } from './errors.js';

/** The rule of a domain that is not an ingest domain. */
export const INGEST_DOMAIN_RULE = 'ingestDomain';

/**
 * Waits for a read of the directory. A violation of the domain gets the path of the argument that named the domain. The
 * directory does not know this path, because requests with different arguments share one read.
 * @param path the position of the domain in the request
 */
export async function withDomainPath<T>(read: Promise<T>, path: string): Promise<T> {
  try {
    return await read;
  } catch (thrown) {
    if (!(thrown instanceof StreamError) || thrown.violations === undefined) throw thrown;
    throw thrown.with({
      violations: thrown.violations.map((violation) =>
        violation.rule === INGEST_DOMAIN_RULE ? { ...violation, path } : violation,
      ),
    });
  }
}
