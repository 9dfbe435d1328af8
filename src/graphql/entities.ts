import { type GraphQLFieldResolver, type GraphQLSchema, isUnionType } from 'graphql';
import { StreamError } from '../stream/errors.js';
import { type GraphqlContext } from './context.js';
import { Turns } from './documents/turns.js';

/** The largest number of entities in one request of a router: a full page of a list, with some reserve. */
export const MAX_REPRESENTATIONS = 1_000;

export interface EntityOptions {
  /**
   * Called once for each `_entities` field, before any reference is resolved.
   * @throws StreamError if the request may read no entities, or not so many
   */
  readonly admit?: ((context: GraphqlContext, references: number) => void) | undefined;
  readonly turns?: Turns | undefined;
}

/**
 * Limits `_entities`, and makes an invalid reference fail alone. The resolver of Apollo would fail the whole
 * batch, with an error that looks like an internal error. References are resolved in turns.
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
      if (!types.has(typeOf(reference)))
        throw violation('type', 'does not name an entity type of this graph');
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
