import { expect, test } from '@jest/globals';
import {
  type GraphQLField,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { createUnservedSchema } from '../../src/graphql/artefacts.js';

interface Described {
  readonly name: string;
  readonly description?: string | null | undefined;
}

const ROOTS: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

function ofField(owner: string, field: GraphQLField<unknown, unknown>): Described[] {
  const place = `${owner}.${field.name}`;
  return [
    { name: place, description: field.description },
    ...field.args.map(({ name, description }) => ({ name: `${place}(${name}:)`, description })),
  ];
}

function partsOf(type: GraphQLNamedType): Described[] {
  if (isObjectType(type) || isInterfaceType(type))
    return Object.values(type.getFields()).flatMap((field) => ofField(type.name, field));
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map(({ name, description }) => ({
      name: `${type.name}.${name}`,
      description,
    }));
  if (isEnumType(type))
    return type.getValues().map(({ name, description }) => ({ name: `${type.name}.${name}`, description }));
  return [];
}

test('every type, field, argument, input field and enum value is described', async () => {
  const { api } = await createUnservedSchema();
  const types = Object.values(api.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  const all: Described[] = types.flatMap((type) => [
    // The root types are the schema itself.
    ...(ROOTS.has(type.name) ? [] : [type]),
    ...partsOf(type),
  ]);
  expect(all.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['LiveStream', 'Mutation.resumeLiveStream(input:)', 'LiveStreamType.PUBLISHER']),
  );
  expect(all.filter(({ description }) => !description?.trim()).map(({ name }) => name)).toEqual([]);
});

test('every mutation states its effect, whether it may be repeated, and its errors', async () => {
  const { api } = await createUnservedSchema();
  const fields = Object.values(api.getMutationType()?.getFields() ?? {});
  expect(fields.length).toBeGreaterThan(0);
  for (const { description } of fields)
    for (const word of ['Effect:', 'Repeat:', 'Errors (`extensions.code`):', 'upstream operation'])
      expect(description).toContain(word);
});
