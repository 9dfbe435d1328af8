import 'reflect-metadata';
import {
  DirectiveLocation,
  GraphQLDirective,
  GraphQLSchema,
  Kind,
  parse,
  type SchemaExtensionNode,
} from 'graphql';
import { Arg, buildSchema, Directive, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { toSubgraphSchema } from '../../../src/graphql/federation.js';
import { DEPRECATED_PRODUCT, JANE, PRODUCTS, RESEARCH } from './data.js';
import { DeprecatedProduct, Inventory, Product, ProductResearch, User } from './types.js';

/** The federation directives that the schema of the suite uses. */
const LINK = {
  version: 'v2.3',
  imports: [
    '@composeDirective',
    '@external',
    '@key',
    '@inaccessible',
    '@interfaceObject',
    '@override',
    '@provides',
    '@requires',
    '@shareable',
    '@tag',
  ],
};
const CUSTOM = new GraphQLDirective({ name: 'custom', locations: [DirectiveLocation.OBJECT] });
const COMPOSED = `extend schema
  @link(url: "https://myspecs.dev/myCustomDirective/v1.0", import: ["@custom"])
  @composeDirective(name: "@custom")`;

@Resolver(() => Product)
class ProductResolver {
  @Query(() => Product, { nullable: true })
  product(@Arg('id', () => ID) id: string): Product | undefined {
    return PRODUCTS.find((product) => product.id === id);
  }

  @Query(() => DeprecatedProduct, { nullable: true, deprecationReason: 'Use product query instead' })
  deprecatedProduct(
    @Arg('sku', () => String) sku: string,
    @Arg('package', () => String) packageName: string,
  ): DeprecatedProduct | undefined {
    const { sku: known, package: knownPackage } = DEPRECATED_PRODUCT;
    return known === sku && knownPackage === packageName ? DEPRECATED_PRODUCT : undefined;
  }

  @FieldResolver(() => User, { nullable: true })
  @Directive('@provides(fields: "totalProductsCreated")')
  createdBy(): User {
    return JANE;
  }
}

@Resolver(() => User)
class UserResolver {
  @FieldResolver(() => Int, { nullable: true })
  @Directive('@requires(fields: "totalProductsCreated yearsOfEmployment")')
  averageProductsCreatedPerYear(@Root() user: User): number {
    return Math.round((user.totalProductsCreated ?? 0) / user.yearsOfEmployment);
  }
}

/**
 * The schema that the public compatibility suite requires, from typed classes and the schema builder of the
 * gateway.
 */
export async function createProductsSchema(): Promise<GraphQLSchema> {
  const api = await buildSchema({
    resolvers: [ProductResolver, UserResolver],
    orphanedTypes: [DeprecatedProduct, Inventory, ProductResearch],
    directives: [CUSTOM],
    validate: false,
  });
  const extensions = parse(COMPOSED).definitions.filter(
    (definition): definition is SchemaExtensionNode => definition.kind === Kind.SCHEMA_EXTENSION,
  );
  return toSubgraphSchema(new GraphQLSchema({ ...api.toConfig(), extensionASTNodes: extensions }), {
    link: LINK,
    references: {
      Product: (reference) => PRODUCTS.find((product) => isMeant(product, reference)),
      DeprecatedProduct: (reference) =>
        isMeant(DEPRECATED_PRODUCT, reference) ? DEPRECATED_PRODUCT : undefined,
      ProductResearch: (reference) => RESEARCH.find((research) => isMeant(research, reference)),
      // The reference contains the required fields, and the object adds its own fields.
      User: (reference) =>
        reference['email'] === JANE.email ? Object.assign(new User(), JANE, reference) : undefined,
      Inventory: ({ id }) =>
        id === 'apollo-oss' ? new Inventory('apollo-oss', [DEPRECATED_PRODUCT]) : undefined,
    },
  });
}

/** Checks whether all fields of the reference, except `__typename`, match the object. */
function isMeant(thing: object, reference: object): boolean {
  return Object.entries(reference)
    .filter(([name]) => name !== '__typename')
    .every(([name, value]: [string, unknown]) => {
      const own: unknown = Reflect.get(thing, name);
      const isNested = typeof value === 'object' && value !== null && typeof own === 'object' && own !== null;
      return isNested ? isMeant(own, value) : own === value;
    });
}
