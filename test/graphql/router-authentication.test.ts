import { describe, expect, test } from '@jest/globals';
import { type GraphQLSchema, Kind, parse } from 'graphql';
import { createUnservedSchema, toSubgraphSdl } from '../../src/graphql/artefacts.js';

/** Returns the root fields of a subgraph that have the directive, by type. */
function marked(sdl: string): Record<string, string[]> {
  const fields = parse(sdl).definitions.flatMap((type) =>
    type.kind === Kind.OBJECT_TYPE_DEFINITION || type.kind === Kind.OBJECT_TYPE_EXTENSION
      ? (type.fields ?? []).map((field) => ({ type: type.name.value, field }))
      : [],
  );
  const all: Record<string, string[]> = {};
  for (const { type, field } of fields)
    if (field.directives?.some(({ name }) => name.value === 'authenticated'))
      (all[type] ??= []).push(field.name.value);
  return all;
}

describe('@authenticated', () => {
  test('is on every root field, and on no other field, if it is switched on', async () => {
    const { subgraph } = await createUnservedSchema({ routerAuthentication: true });
    const sdl = toSubgraphSdl(subgraph);
    const roots = ['Query', 'Mutation', 'Subscription'];
    const expected = Object.fromEntries(roots.map((type) => [type, rootFields(subgraph, type)]));
    expect(expected['Mutation']).toContain('resumeLiveStream');
    expect(marked(sdl)).toEqual(expected);
    expect(sdl).toContain('federation/v2.5", import: ["@key", "@shareable", "@tag", "@authenticated"]');
  });

  test('is left out, with its version of the specification, by default', async () => {
    const sdl = toSubgraphSdl((await createUnservedSchema()).subgraph);
    expect(marked(sdl)).toEqual({});
    expect(sdl).toContain('federation/v2.3", import: ["@key", "@shareable", "@tag"]');
  });
});

/** Removes the parts that federation adds. */
function rootFields(schema: GraphQLSchema, type: string): string[] {
  const own = schema.getType(type);
  if (own === undefined || !('getFields' in own)) return [];
  return Object.keys(own.getFields()).filter((name) => !name.startsWith('_'));
}
