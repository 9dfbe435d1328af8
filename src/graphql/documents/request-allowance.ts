import { StreamError } from '../../stream/errors.js';
import { type GraphqlContext } from '../context.js';

/** The limits of one request, for all its fields together. */
export interface Shares {
  /** The number of list entries. */
  readonly entries: number;
  /** The number of references in `_entities`. */
  readonly entities: number;
  /** The number of read statements in the store. */
  readonly statements: number;
}

/**
 * The limits of a request. 10,000 entries are 20 pages of the largest size, and the answer has a few megabytes
 * at most.
 */
export const REQUEST_SHARES: Shares = { entries: 10_000, entities: 1_000, statements: 100 };

/** The usual argument behind a share, and the text for the share. The empty path stands for the whole request. */
const SAID: Readonly<Record<keyof Shares, readonly [path: string, what: string]>> = {
  entries: ['first', 'list entries'],
  entities: ['representations', 'references'],
  statements: ['', 'statements of the store'],
};

/**
 * Counts what each request uses. The limits apply during execution, when the real amounts are known. A field
 * that exceeds a limit fails, and earlier fields keep their results.
 */
export class RequestAllowance {
  readonly #had = new WeakMap<GraphqlContext, Record<keyof Shares, number>>();

  /**
   * Adds to the use of a request.
   * @param path the argument that causes the use, if it is not the usual one
   * @throws StreamError BAD_USER_INPUT with the rule `total` if a limit would be exceeded
   */
  take(context: GraphqlContext, shares: Partial<Shares>, path?: string): void {
    const had = this.#had.get(context) ?? { entries: 0, entities: 0, statements: 0 };
    this.#had.set(context, had);
    for (const name of ['entries', 'entities', 'statements'] as const) {
      had[name] += shares[name] ?? 0;
      if (had[name] > REQUEST_SHARES[name]) throw tooMuch(name, path);
    }
  }
}

function tooMuch(name: keyof Shares, argument?: string): StreamError {
  const [usual, what] = SAID[name];
  const path = argument ?? usual;
  const limit = REQUEST_SHARES[name].toLocaleString('en-US');
  const message = `exceeds the limit of one request: ${limit} ${what}`;
  return new StreamError('BAD_USER_INPUT', { violations: [{ path, rule: 'total', message }] });
}
