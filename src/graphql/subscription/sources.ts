import { type GraphQLSchema } from 'graphql';
import { type BuildSchemaOptions } from 'type-graphql';
import { type GraphqlContext } from '../context.js';

/** The events of a subscription, in sequence, by the name of its field. */
export type SubscriptionSources = Readonly<
  Record<string, (args: Readonly<Record<string, unknown>>, context: GraphqlContext) => AsyncIterable<unknown>>
>;

/** type-graphql requires one as soon as there is a subscription. Ours have sources of their own. */
export const NO_PUB_SUB: NonNullable<BuildSchemaOptions['pubSub']> = {
  publish: () => undefined,
  subscribe: () => {
    throw new TypeError('nothing is published here');
  },
};

/** A decorator knows no instance: stands in until `connectSources` puts the real source there. */
export function notYetConnected(): never {
  throw new TypeError('the subscription has no source');
}

/** Gives every subscription of the schema its source. @throws TypeError for one without */
export function connectSources(schema: GraphQLSchema, sources: SubscriptionSources): void {
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const source = sources[field.name];
    if (source === undefined) throw new TypeError(`no source for ${field.name}`);
    field.subscribe = (_parent, args: Record<string, unknown>, context: GraphqlContext) =>
      source(args, context);
  }
}
