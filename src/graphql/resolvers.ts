import { type ClassType } from 'type-graphql';
import { type SchemaParts } from './parts.js';
import { CallBudgetsResolver } from './resolver/call-budgets.resolver.js';
import { LiveStreamControlResolver } from './resolver/live-stream-control.resolver.js';
import { LiveStreamResolver } from './resolver/live-stream.resolver.js';
import { type ReferenceResolvers } from './subgraph.js';

/** The resolvers of one schema: their classes, which say what its fields are, and their instances. */
export interface SchemaResolvers {
  readonly instances: readonly object[];
  /** How a supergraph's references become entities, by type. */
  readonly references: ReferenceResolvers;
}

export function createResolvers(parts: SchemaParts): SchemaResolvers {
  const streams = new LiveStreamResolver(parts.authorize);
  return {
    instances: [
      new LiveStreamControlResolver(parts.control),
      streams,
      new CallBudgetsResolver(parts.readCallBudgets),
    ],
    references: {
      LiveStream: (reference, context) => streams.resolveReference(reference, context),
    },
  };
}

export function classOf(instance: object): ClassType {
  return instance.constructor as ClassType;
}
