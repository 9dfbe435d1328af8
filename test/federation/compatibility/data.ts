import {
  CaseStudy,
  DeprecatedProduct,
  Product,
  ProductDimension,
  ProductResearch,
  ProductVariation,
  User,
} from './types.js';

function make<T extends object>(type: new () => T, fields: Partial<T>): T {
  return Object.assign(new type(), fields);
}

/** The data that the documentation of the suite requires. */
export const JANE = make(User, {
  email: 'support@apollographql.com',
  name: 'Jane Smith',
  totalProductsCreated: 1337,
  yearsOfEmployment: 10,
});

export const RESEARCH: readonly ProductResearch[] = [
  { caseNumber: '1234', description: 'Federation Study' },
  { caseNumber: '1235', description: 'Studio Study' },
].map((study) => make(ProductResearch, { study: make(CaseStudy, study) }));

const dimensions = make(ProductDimension, { size: 'small', weight: 1, unit: 'kg' });
export const PRODUCTS: readonly Product[] = [
  { id: 'apollo-federation', sku: 'federation', package: '@apollo/federation', variation: 'OSS' },
  { id: 'apollo-studio', sku: 'studio', package: '', variation: 'platform' },
].map(({ variation, ...names }, index) =>
  make(Product, {
    ...names,
    dimensions,
    variation: make(ProductVariation, { id: variation }),
    research: RESEARCH.slice(index, index + 1),
  }),
);

export const DEPRECATED_PRODUCT = make(DeprecatedProduct, {
  sku: 'apollo-federation-v1',
  package: '@apollo/federation-v1',
  reason: 'Migrate to Federation V2',
  createdBy: JANE,
});
