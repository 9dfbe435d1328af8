import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { hasConditionalSubscription } from '../../../src/graphql/documents/conditional-subscription.js';
import { createDocumentGate } from '../../../src/graphql/documents/document-gate.js';

const conditional = [
  'subscription ($s: Boolean!) { progress @skip(if: $s) }',
  'subscription { progress @include(if: true) }',
  'subscription { ...F @skip(if: $s) }',
  'subscription { ... @include(if: $s) { progress } }',
  'subscription { ... on Subscription { ... { progress @skip } } }',
  'subscription { ...F } fragment F on Subscription { ...G ...F } fragment G on Subscription { a @skip(if: $s) }',
  'query Q { a } subscription S { a @skip(if: 1) }',
];
const others = [
  'query ($s: Boolean!) { progress @skip(if: $s) }',
  'subscription ($s: Boolean!) { progress { state @skip(if: $s) } }',
  'subscription { ...F } fragment F on Subscription { ...F progress }',
  'subscription { ...Unknown progress @deprecated }',
  'query { ...F } subscription { a } fragment F on Query { a @skip(if: true) }',
];

describe('a subscription with a conditional field', () => {
  test.each(conditional)('is detected: %s', (text) => {
    expect(hasConditionalSubscription(parse(text))).toBe(true);
    expect(() => createDocumentGate().admit(text)).toThrow('must not depend on @skip or @include');
  });

  test.each(others)('is not detected in: %s', (text) => {
    expect(hasConditionalSubscription(parse(text))).toBe(false);
  });
});
