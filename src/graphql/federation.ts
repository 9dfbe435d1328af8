import { buildSubgraphSchema, type GraphQLResolverMap, printSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, type GraphQLSchema, Kind, parse, visit } from 'graphql';
import { createResolversMap } from 'type-graphql';
import { type GraphqlContext } from './context.js';
import { boundEntities, type EntityOptions } from './entities.js';

/** One reference that a supergraph hands over, by any key. Its values are of any type: `_Any` checks nothing. */
export type Reference = Readonly<Record<string, unknown>>;

/** What is no text is as good as missing, and refused as such. */
export function textOf(reference: Reference, name: string): string {
  const value = reference[name];
  return typeof value === 'string' ? value : '';
}

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
  readonly entities?: EntityOptions | undefined;
}

/** Makes a schema of typed classes a subgraph of Apollo Federation 2, with `_service` and `_entities`. */
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
      // Its type has classes where the other has index signatures; the values are the same.
      resolvers: createResolversMap(api) as unknown as GraphQLResolverMap<GraphqlContext>,
    },
  ]);
  boundEntities(subgraph, entities);
  return subgraph;
}

/** The schema's own directives stay in an extension. A definition beside extensions is refused by some tools. */
function toExtension(printed: DocumentNode): DocumentNode {
  return visit(printed, {
    SchemaDefinition: ({ directives = [] }) =>
      directives.length === 0 ? null : { kind: Kind.SCHEMA_EXTENSION, directives },
  });
}

/** What is thrown at once would fail the whole batch and not the one reference. */
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
