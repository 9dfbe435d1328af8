import { StreamError } from '../../stream/errors.js';
import { type GraphqlContext } from '../context.js';

/** Twenty of the largest pages; the answer to one request is no more than some megabytes. */
export const MAX_ENTRIES = 10_000;

/**
 * How many entries of lists one request is given in all. Each page is bounded, but a request may hold many: aliases, or
 * a supergraph's references, each with a list of its own.
 */
export class ListAllowance {
  readonly #spent = new WeakMap<GraphqlContext, number>();

  /** @throws StreamError BAD_USER_INPUT for the page that would be too much */
  take(context: GraphqlContext, entries: number): void {
    const spent = (this.#spent.get(context) ?? 0) + entries;
    if (spent > MAX_ENTRIES)
      throw new StreamError('BAD_USER_INPUT', {
        violations: [
          {
            path: 'first',
            rule: 'total',
            message: `one request is given at most ${MAX_ENTRIES} list entries`,
          },
        ],
      });
    this.#spent.set(context, spent);
  }
}
