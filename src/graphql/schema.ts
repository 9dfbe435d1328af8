import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type GraphQLSchema, parse } from 'graphql';
import { buildSchema, createResolversMap } from 'type-graphql';
import { type Authorize } from '../stream/caller.js';
import { type Control } from '../stream/control.js';
import { type GraphqlContext } from './context.js';
import { LiveStreamControlResolver } from './resolver/live-stream-control.resolver.js';
import { type LiveStreamReference, LiveStreamResolver } from './resolver/live-stream.resolver.js';

/** The lowest version that carries @key. */
const FEDERATION = 'https://specs.apollo.dev/federation/v2.3';

export interface SchemaParts {
  readonly control: Control;
  readonly authorize: Authorize;
}

export interface GatewaySchema {
  /** Executable, and a subgraph: with `_service` and `_entities`. */
  readonly subgraph: GraphQLSchema;
  /** What people read: without federation. */
  readonly api: GraphQLSchema;
}

/** The schema from its typed classes. Each call makes resolvers of its own, so that several can live in one process. */
export async function createGatewaySchema({ control, authorize }: SchemaParts): Promise<GatewaySchema> {
  const streams = new LiveStreamResolver(authorize);
  const instances = new Map<unknown, unknown>([
    [LiveStreamControlResolver, new LiveStreamControlResolver(control)],
    [LiveStreamResolver, streams],
  ]);
  const api = await buildSchema({
    resolvers: [LiveStreamControlResolver, LiveStreamResolver],
    container: { get: (resolver) => instances.get(resolver) },
    // Names are checked by the domain's own rules, so that every way in meets the same ones.
    validate: false,
  });
  const typeDefs = parse(
    `extend schema @link(url: "${FEDERATION}", import: ["@key"])\n${printSchemaWithDirectives(api)}`,
  );
  const subgraph = buildSubgraphSchema({
    typeDefs,
    resolvers: {
      ...(createResolversMap(api) as Record<string, Record<string, never>>),
      LiveStream: {
        __resolveReference: (reference: LiveStreamReference, context: GraphqlContext) =>
          streams.resolveReference(reference, context),
      },
    },
  });
  return { subgraph, api };
}
