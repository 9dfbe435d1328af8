import { type GraphQLSchema } from 'graphql';
import { type BuildSchemaOptions } from 'type-graphql';
import { type GraphqlContext } from '../context.js';

/** The functions that return the events of a subscription in order, by the name of its field. */
export type SubscriptionSources = Readonly<
  Record<string, (args: Readonly<Record<string, unknown>>, context: GraphqlContext) => AsyncIterable<unknown>>
>;

/**
 * A placeholder. type-graphql requires a PubSub if there is a subscription, but these subscriptions have their
 * own sources.
 */
export const NO_PUB_SUB: NonNullable<BuildSchemaOptions['pubSub']> = {
  publish: () => undefined,
  subscribe: () => {
    throw new TypeError('publishing is not supported');
  },
};

/**
 * A placeholder for a source. A decorator has no access to the instance, so `connectSources` sets the real
 * source later.
 */
export function notYetConnected(): never {
  throw new TypeError('the subscription has no source');
}

/**
 * Sets the source of every subscription in the schema.
 * @throws TypeError for a subscription without a source
 */
export function connectSources(schema: GraphQLSchema, sources: SubscriptionSources): void {
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const source = sources[field.name];
    if (source === undefined) throw new TypeError(`no source for ${field.name}`);
    field.subscribe = (_parent, args: Record<string, unknown>, context: GraphqlContext) =>
      source(args, context);
  }
}
