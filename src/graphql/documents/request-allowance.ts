import { StreamError } from '../../stream/errors.js';
import { type GraphqlContext } from '../context.js';

/** The limits of one request, for all of its fields together. */
export interface Shares {
  /** Entries of lists. */
  readonly entries: number;
  /** References of `_entities`. */
  readonly entities: number;
  /** Statements of the store that read. */
  readonly statements: number;
}

/** 10,000 entries are twenty of the largest pages; the answer is no more than some megabytes. */
export const REQUEST_SHARES: Shares = { entries: 10_000, entities: 1_000, statements: 100 };

const SAID: Readonly<Record<keyof Shares, readonly [path: string, what: string]>> = {
  entries: ['first', 'list entries'],
  entities: ['representations', 'references'],
  statements: ['query', 'statements of the store'],
};

/**
 * Counts what each request has had. The bound holds while a request is executed, where it is known how much there is:
 * a field that would exceed it fails, and the fields before it keep their answers.
 */
export class RequestAllowance {
  readonly #had = new WeakMap<GraphqlContext, Record<keyof Shares, number>>();

  /** @throws StreamError BAD_USER_INPUT with the rule `total` for what would be too much */
  take(context: GraphqlContext, shares: Partial<Shares>): void {
    const had = this.#had.get(context) ?? { entries: 0, entities: 0, statements: 0 };
    this.#had.set(context, had);
    for (const name of ['entries', 'entities', 'statements'] as const) {
      had[name] += shares[name] ?? 0;
      if (had[name] > REQUEST_SHARES[name]) throw tooMuch(name);
    }
  }
}

function tooMuch(name: keyof Shares): StreamError {
  const [path, what] = SAID[name];
  const limit = REQUEST_SHARES[name].toLocaleString('en-US');
  const message = `one request is given at most ${limit} ${what}`;
  return new StreamError('BAD_USER_INPUT', { violations: [{ path, rule: 'total', message }] });
}
