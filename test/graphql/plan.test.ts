import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type GraphQLSchema, parse } from 'graphql';
import { createUnservedSchema } from '../../src/graphql/artefacts.js';
import { toPlan } from '../../src/graphql/plan/plan.js';
import { FORBID, RESUME, RESUME_AND_READ } from '../support/queries.js';

describe('a plan', () => {
  let schema: GraphQLSchema;
  beforeAll(async () => {
    schema = (await createUnservedSchema()).subgraph;
  });

  const isPlanned = (text: string): boolean => toPlan(schema, parse(text)) !== undefined;

  test('is made of what an action is asked with', () => {
    expect(isPlanned(RESUME)).toBe(true);
    expect(isPlanned(readFileSync('schema/operations/resume-live-stream.graphql', 'utf8'))).toBe(true);
    expect(isPlanned(RESUME.replace('requestId', '__typename requestId'))).toBe(true);
    expect(isPlanned(FORBID.replace(' status', ''))).toBe(true);
  });

  test.each([
    ['state that is read afterwards', RESUME_AND_READ],
    ['a list', '{ callBudgets { operation } }'],
    ['introspection', '{ __schema { description } }'],
    ['two operations', `${RESUME.replace('mutation', 'mutation One')} query Two { __typename }`],
    ['a subscription', 'subscription ($id: ID!) { bulkResumeProgress(id: $id) { id } }'],
  ])('is not made of %s', (_what, text) => {
    expect(isPlanned(text)).toBe(false);
  });
});
