import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type DocumentNode, type GraphQLSchema, Kind, parse, visit } from 'graphql';
import { buildSchema, createResolversMap } from 'type-graphql';
import { type ReadCallBudgets } from '../stream/call-budget.js';
import { type Authorize } from '../stream/caller.js';
import { type Control } from '../stream/control.js';
import { type GraphqlContext } from './context.js';
import { CallBudgetsResolver } from './resolver/call-budgets.resolver.js';
import { LiveStreamControlResolver } from './resolver/live-stream-control.resolver.js';
import { type LiveStreamReference, LiveStreamResolver } from './resolver/live-stream.resolver.js';

/** The lowest version that carries what is imported. */
const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])';
const LINK_WITH_AUTHENTICATED =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@authenticated"])';

export interface SchemaParts {
  readonly control: Control;
  readonly authorize: Authorize;
  readonly readCallBudgets: ReadCallBudgets;
  /**
   * Marks every field at the root `@authenticated`, for a router that verifies tokens itself. A router that does not
   * would refuse such a supergraph, or everybody. The check here is the same with and without. Default false.
   */
  readonly routerAuthentication?: boolean | undefined;
}

export interface GatewaySchema {
  /** Executable, and a subgraph: with `_service` and `_entities`. */
  readonly subgraph: GraphQLSchema;
  /** What people read: without federation. */
  readonly api: GraphQLSchema;
}

/** The schema from its typed classes. Each call makes resolvers of its own, so that several can live in one process. */
export async function createGatewaySchema({
  control,
  authorize,
  readCallBudgets,
  routerAuthentication = false,
}: SchemaParts): Promise<GatewaySchema> {
  const streams = new LiveStreamResolver(authorize);
  const instances = new Map<unknown, unknown>([
    [LiveStreamControlResolver, new LiveStreamControlResolver(control)],
    [LiveStreamResolver, streams],
    [CallBudgetsResolver, new CallBudgetsResolver(readCallBudgets)],
  ]);
  const api = await buildSchema({
    resolvers: [LiveStreamControlResolver, LiveStreamResolver, CallBudgetsResolver],
    container: { get: (resolver) => instances.get(resolver) },
    // Names are checked by the domain's own rules, so that every way in meets the same ones.
    validate: false,
  });
  const printed = printSchemaWithDirectives(api);
  const typeDefs = routerAuthentication
    ? withAuthenticated(parse(`${LINK_WITH_AUTHENTICATED}\n${printed}`))
    : parse(`${LINK}\n${printed}`);
  const subgraph = buildSubgraphSchema({
    typeDefs,
    resolvers: {
      ...(createResolversMap(api) as Record<string, Record<string, never>>),
      LiveStream: {
        // In a promise: what is thrown at once would fail the whole batch and not the one reference.
        __resolveReference: (reference: LiveStreamReference, context: GraphqlContext) =>
          Promise.resolve().then(() => streams.resolveReference(reference, context)),
      },
    },
  });
  return { subgraph, api };
}

const ROOT_TYPES: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

function withAuthenticated(typeDefs: DocumentNode): DocumentNode {
  const directive = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'authenticated' } } as const;
  return visit(typeDefs, {
    ObjectTypeDefinition: (type) => {
      if (!ROOT_TYPES.has(type.name.value)) return false;
      const fields = type.fields?.map((field) => ({
        ...field,
        directives: [...(field.directives ?? []), directive],
      }));
      return { ...type, ...(fields && { fields }) };
    },
  });
}
