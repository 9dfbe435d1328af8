import { type GraphQLFieldResolver, type GraphQLSchema, isUnionType } from 'graphql';
import { StreamError } from '../stream/errors.js';
import { type GraphqlContext } from './context.js';
import { Turns } from './documents/turns.js';

/** The most entities of one request of a router: a full page of a list, and some room. */
export const MAX_REPRESENTATIONS = 1_000;

export interface EntityOptions {
  /**
   * Called once for each `_entities` field, before anything is resolved.
   * @throws StreamError where the request may have none, or not as many
   */
  readonly admit?: ((context: GraphqlContext, references: number) => void) | undefined;
  readonly turns?: Turns | undefined;
}

/**
 * Bounds `_entities`, and lets one reference that cannot be an entity fail alone: Apollo's own resolver would fail the
 * whole batch for it, with an error that looks like a fault of ours. References are resolved in turns.
 */
export function boundEntities(schema: GraphQLSchema, { admit, turns = new Turns() }: EntityOptions): void {
  const union = schema.getType('_Entity');
  const types = new Set(isUnionType(union) ? union.getTypes().map(({ name }) => name) : []);
  const field = schema.getQueryType()?.getFields()['_entities'];
  const resolve = field?.resolve as GraphQLFieldResolver<unknown, GraphqlContext> | undefined;
  if (field === undefined || resolve === undefined) return;
  const bounded: GraphQLFieldResolver<unknown, GraphqlContext, { representations: readonly unknown[] }> = (
    source,
    { representations },
    context,
    info,
  ) => {
    if (representations.length > MAX_REPRESENTATIONS)
      throw violation('maxItems', `must have at most ${MAX_REPRESENTATIONS} members`);
    admit?.(context, representations.length);
    return representations.map(async (reference) => {
      await turns.take(context);
      if (!types.has(typeOf(reference))) throw violation('type', 'names no entity of this graph');
      const [entity] = (await resolve(source, { representations: [reference] }, context, info)) as unknown[];
      return entity;
    });
  };
  field.resolve = bounded;
}

function typeOf(reference: unknown): string {
  const name =
    typeof reference === 'object' && reference !== null && '__typename' in reference
      ? reference.__typename
      : undefined;
  return typeof name === 'string' ? name : '';
}

function violation(rule: string, message: string): StreamError {
  return new StreamError('BAD_USER_INPUT', { violations: [{ path: 'representations', rule, message }] });
}
