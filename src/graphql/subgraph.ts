import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  isObjectType,
  isTypeDefinitionNode,
  Kind,
  parse,
  printSchema,
  visit,
} from 'graphql';
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

/** The directives that types and fields were declared with and the schema was extended with: graphql prints none. */
function withDirectives(typeDefs: DocumentNode, api: GraphQLSchema): DocumentNode {
  const document: DocumentNode = {
    ...typeDefs,
    definitions: [...typeDefs.definitions, ...api.extensionASTNodes],
  };
  return visit<DocumentNode>(document, {
    enter(node) {
      if (!isTypeDefinitionNode(node)) return undefined;
      const type = api.getType(node.name.value);
      const declared = type?.astNode?.directives ?? [];
      if (!('fields' in node) || !isObjectType(type))
        return declared.length === 0 ? false : declare(node, declared);
      const defined = type.getFields();
      const fields = (node.fields ?? []).map((field) =>
        declare(field, defined[field.name.value]?.astNode?.directives ?? []),
      );
      return { ...declare(node, declared), fields };
    },
  });
}

function declare<N extends { readonly directives?: readonly ConstDirectiveNode[] | undefined }>(
  node: N,
  declared: readonly ConstDirectiveNode[],
): N {
  if (declared.length === 0) return node;
  const printed = node.directives ?? [];
  const names = new Set(printed.map(({ name }) => name.value));
  return { ...node, directives: [...printed, ...declared.filter(({ name }) => !names.has(name.value))] };
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
