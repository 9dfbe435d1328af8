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
  /** Executable, and a subgraph: with `_service` and `_entities`. */
  readonly subgraph: GraphQLSchema;
  /** What people read: without federation. */
  readonly api: GraphQLSchema;
}

/** The schema from its typed classes. Each call makes resolvers of its own, so that several can live in one process. */
export async function createGatewaySchema(parts: SchemaParts): Promise<GatewaySchema> {
  const { instances, references, entities, sources } = createResolvers(parts);
  const byClass = new Map<unknown, unknown>(instances.map((instance) => [classOf(instance), instance]));
  const [first, ...others] = instances.map(classOf);
  if (first === undefined) throw new TypeError('a schema needs a resolver');
  const api = await buildSchema({
    resolvers: [first, ...others],
    container: { get: (resolver) => byClass.get(resolver) },
    // Names are checked by the domain's own rules, so that every way in meets the same ones.
    validate: false,
    // It would run the introspection of every start. What it can find, building the subgraph finds too.
    skipCheck: true,
    pubSub: NO_PUB_SUB,
  });
  connectSources(api, sources);
  const authenticated = parts.routerAuthentication ?? false;
  const link = authenticated ? LINK_WITH_AUTHENTICATED : LINK;
  return { subgraph: toSubgraphSchema(api, { references, entities, link, authenticated }), api };
}
