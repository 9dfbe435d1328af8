import 'reflect-metadata';
import { type GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { type SchemaParts } from './parts.js';
import { classOf, createResolvers } from './resolvers.js';
import { toSubgraphSchema } from './federation.js';
import { connectSources, NO_PUB_SUB } from './subscription/sources.js';

export { type SchemaParts } from './parts.js';

const LINK = { version: 'v2.3', imports: ['@key', '@shareable', '@tag'] };
const LINK_WITH_AUTHENTICATED = {
  version: 'v2.5',
  imports: ['@key', '@shareable', '@tag', '@authenticated'],
};

export interface GatewaySchema {
  /** The executable schema: a subgraph with `_service` and `_entities`. */
  readonly subgraph: GraphQLSchema;
  /** The schema for people, without federation. */
  readonly api: GraphQLSchema;
}

/**
 * Creates the schema from its typed classes. Each call creates its own resolvers, so one process can have
 * several schemas.
 */
export async function createGatewaySchema(parts: SchemaParts): Promise<GatewaySchema> {
  const { instances, references, entities, sources } = createResolvers(parts);
  const byClass = new Map<unknown, unknown>(instances.map((instance) => [classOf(instance), instance]));
  const [first, ...others] = instances.map(classOf);
  if (first === undefined) throw new TypeError('a schema needs at least one resolver');
  const api = await buildSchema({
    resolvers: [first, ...others],
    container: { get: (resolver) => byClass.get(resolver) },
    // Names are checked in src/stream, so that the same rules apply to every source of input.
    validate: false,
    // The check would run an introspection at every start. Building the subgraph finds the same faults.
    skipCheck: true,
    pubSub: NO_PUB_SUB,
  });
  connectSources(api, sources);
  const authenticated = parts.routerAuthentication ?? false;
  const link = authenticated ? LINK_WITH_AUTHENTICATED : LINK;
  return { subgraph: toSubgraphSchema(api, { references, entities, link, authenticated }), api };
}
