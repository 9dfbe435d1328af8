import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, type GraphQLSchema, Kind, parse, printSchema, visit } from 'graphql';
import { createResolversMap } from 'type-graphql';
import { type GraphqlContext } from './context.js';
import { boundEntities } from './entities.js';

/** One reference that a supergraph hands over, by any key. Its values are of any type: `_Any` checks nothing. */
export type Reference = Readonly<Record<string, unknown>>;

/** Finds an entity. What it throws is an error of this one reference. */
export type ReferenceResolvers = Readonly<
  Record<string, (reference: Reference, context: GraphqlContext) => unknown>
>;

export interface SubgraphOptions {
  readonly references: ReferenceResolvers;
  /** What the schema uses of federation, and the lowest version that carries it. */
  readonly link: { readonly version: string; readonly imports: readonly string[] };
  /** Marks every field at the root `@authenticated`; the link must import it. */
  readonly authenticated?: boolean | undefined;
}

/** Scalars and enums have their place in it too; to Apollo it is all one. */
type ResolverMap = Record<string, Record<string, never>>;

/** A schema of typed classes as a subgraph of Apollo Federation 2, with `_service` and `_entities`. */
export function toSubgraphSchema(api: GraphQLSchema, options: SubgraphOptions): GraphQLSchema {
  const { references, link, authenticated = false } = options;
  const imports = link.imports.map((name) => `"${name}"`).join(', ');
  const url = `https://specs.apollo.dev/federation/${link.version}`;
  const text = `extend schema @link(url: "${url}", import: [${imports}])\n${printSchema(api)}`;
  const typeDefs = withDirectives(parse(text), api);
  const resolvers = { ...(createResolversMap(api) as ResolverMap) };
  for (const [type, find] of Object.entries(references))
    resolvers[type] = { ...resolvers[type], __resolveReference: inItsOwnPromise(find) };
  const subgraph = buildSubgraphSchema({
    typeDefs: authenticated ? withAuthenticated(typeDefs) : typeDefs,
    resolvers,
  });
  boundEntities(subgraph);
  return subgraph;
}

/** What is thrown at once would fail the whole batch and not the one reference. */
function inItsOwnPromise(find: ReferenceResolvers[string]): never {
  const resolve = (reference: Reference, context: GraphqlContext): Promise<unknown> =>
    Promise.resolve().then(() => find(reference, context));
  return resolve as never;
}

/** The directives that types were declared with, which graphql does not print. */
function withDirectives(typeDefs: DocumentNode, api: GraphQLSchema): DocumentNode {
  return visit(typeDefs, {
    ObjectTypeDefinition: (type) => {
      const directives = api.getType(type.name.value)?.astNode?.directives ?? [];
      return directives.length === 0 ? false : { ...type, directives };
    },
  });
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
