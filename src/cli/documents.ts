import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Beside both `src` and `dist`. */
const OPERATIONS = join(import.meta.dirname, '../../schema/operations');

/**
 * The very documents that clients are generated from, so that a gateway that answers those alone answers these.
 * @param name the file's name without ending
 */
export function readDocument(name: string): string {
  return readFileSync(join(OPERATIONS, `${name}.graphql`), 'utf8');
}
