import { buildSubgraphSchema, type GraphQLResolverMap, printSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, type GraphQLSchema, Kind, parse, visit } from 'graphql';
import { createResolversMap } from 'type-graphql';
import { type GraphqlContext } from './context.js';
import { boundEntities, type EntityOptions } from './entities.js';

/**
 * A reference that a supergraph passes, with any key. Its values may have any type, because `_Any` checks
 * nothing.
 */
export type Reference = Readonly<Record<string, unknown>>;

/** Returns a value of a reference as text. Any other value counts as missing and is refused later. */
export function textOf(reference: Reference, name: string): string {
  const value = reference[name];
  return typeof value === 'string' ? value : '';
}

/** The functions that find an entity, by type. An error that they throw belongs to this one reference. */
export type ReferenceResolvers = Readonly<
  Record<string, (reference: Reference, context: GraphqlContext) => unknown>
>;

export interface SubgraphOptions {
  readonly references: ReferenceResolvers;
  /** The federation directives that the schema uses, and the lowest version that has them. */
  readonly link: { readonly version: string; readonly imports: readonly string[] };
  /** Whether to mark every root field `@authenticated`. The link must import this directive. */
  readonly authenticated?: boolean | undefined;
  readonly entities?: EntityOptions | undefined;
}

/** Converts a schema of typed classes to a subgraph of Apollo Federation 2, with `_service` and `_entities`. */
export function toSubgraphSchema(api: GraphQLSchema, options: SubgraphOptions): GraphQLSchema {
  const { references, link, authenticated = false, entities = {} } = options;
  const imports = link.imports.map((name) => `"${name}"`).join(', ');
  const url = `https://specs.apollo.dev/federation/${link.version}`;
  const typeDefs = toExtension(parse(printSubgraphSchema(api)));
  const subgraph = buildSubgraphSchema([
    {
      typeDefs: parse(`extend schema @link(url: "${url}", import: [${imports}])`),
      resolvers: Object.fromEntries(
        Object.entries(references).map(([type, find]) => [
          type,
          { __resolveReference: inItsOwnPromise(find) },
        ]),
      ),
    },
    {
      typeDefs: authenticated ? withAuthenticated(typeDefs) : typeDefs,
      // The types differ only in classes and index signatures. The values are the same.
      resolvers: createResolversMap(api) as unknown as GraphQLResolverMap<GraphqlContext>,
    },
  ]);
  boundEntities(subgraph, entities);
  return subgraph;
}

/**
 * Converts a schema definition to an extension, which keeps its directives. Some tools refuse a definition next
 * to extensions.
 */
function toExtension(printed: DocumentNode): DocumentNode {
  return visit(printed, {
    SchemaDefinition: ({ directives = [] }) =>
      directives.length === 0 ? null : { kind: Kind.SCHEMA_EXTENSION, directives },
  });
}

/**
 * Makes a function return a rejected promise instead of throwing. A synchronous exception would fail the whole
 * batch instead of one reference.
 */
function inItsOwnPromise(find: ReferenceResolvers[string]): never {
  const resolve = (reference: Reference, context: GraphqlContext): Promise<unknown> =>
    Promise.resolve().then(() => find(reference, context));
  return resolve as never;
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
