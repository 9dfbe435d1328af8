import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';

@ObjectType()
export class ProductVariation {
  @Field(() => ID)
  readonly id!: string;
}

@ObjectType()
@Directive('@shareable')
export class ProductDimension {
  @Field(() => String, { nullable: true })
  readonly size?: string;

  @Field(() => Float, { nullable: true })
  readonly weight?: number;

  @Field(() => String, { nullable: true })
  @Directive('@inaccessible')
  readonly unit?: string;
}

@ObjectType()
export class CaseStudy {
  @Field(() => ID)
  readonly caseNumber!: string;

  @Field(() => String, { nullable: true })
  readonly description?: string;
}

@ObjectType()
@Directive('@key(fields: "study { caseNumber }")')
export class ProductResearch {
  @Field(() => CaseStudy)
  readonly study!: CaseStudy;

  @Field(() => String, { nullable: true })
  readonly outcome?: string;
}

@ObjectType()
@Directive('@key(fields: "email")')
export class User {
  @Field(() => ID)
  readonly email!: string;

  @Field(() => String, { nullable: true })
  @Directive('@override(from: "users")')
  readonly name?: string;

  @Field(() => Int, { nullable: true })
  @Directive('@external')
  readonly totalProductsCreated?: number;

  @Field(() => Int)
  @Directive('@external')
  readonly yearsOfEmployment!: number;
}

@ObjectType()
@Directive('@custom')
@Directive('@key(fields: "id")')
@Directive('@key(fields: "sku package")')
@Directive('@key(fields: "sku variation { id }")')
export class Product {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { nullable: true })
  readonly sku?: string;

  @Field(() => String, { nullable: true })
  readonly package?: string;

  @Field(() => ProductVariation, { nullable: true })
  readonly variation?: ProductVariation;

  @Field(() => ProductDimension, { nullable: true })
  readonly dimensions?: ProductDimension;

  @Field(() => String, { nullable: true })
  @Directive('@tag(name: "internal")')
  readonly notes?: string;

  @Field(() => [ProductResearch])
  readonly research!: readonly ProductResearch[];
}

@ObjectType()
@Directive('@key(fields: "sku package")')
export class DeprecatedProduct {
  @Field(() => String)
  readonly sku!: string;

  @Field(() => String)
  readonly package!: string;

  @Field(() => String, { nullable: true })
  readonly reason?: string;

  @Field(() => User, { nullable: true })
  readonly createdBy?: User;
}

@ObjectType()
@Directive('@interfaceObject')
@Directive('@key(fields: "id")')
export class Inventory {
  @Field(() => ID)
  readonly id: string;

  @Field(() => [DeprecatedProduct])
  readonly deprecatedProducts: readonly DeprecatedProduct[];

  constructor(id: string, deprecatedProducts: readonly DeprecatedProduct[]) {
    this.id = id;
    this.deprecatedProducts = deprecatedProducts;
  }
}
