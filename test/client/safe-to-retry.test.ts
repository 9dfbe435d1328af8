import { describe, expect, test } from '@jest/globals';
import { isSafeToRetry, toGatewayError, toGraphqlResult } from 'apsara-live-gateway-client';
import { parse } from 'graphql';
import { CALLER_LIMIT, errorOf, NOT_SENT, SHAPES, THROTTLED, UNKNOWN } from './answers.js';

const ONE = parse('mutation M { __typename a: resume }');
const TWO = parse('mutation M { a: cut b: resume }');
const HIDDEN = parse('mutation M { ...F } fragment F on Mutation { a: cut b: resume }');
const QUERY = parse('query Q { a b }');

describe('a mutation may be sent again if no part of it was done', () => {
  test.each([
    ['its field was not sent', { data: { a: null }, errors: [errorOf(NOT_SENT, 'a')] }],
    ['its field was throttled', { data: { a: null }, errors: [errorOf(THROTTLED, 'a')] }],
    ['the gateway’s limit refused it', { errors: [errorOf(CALLER_LIMIT)] }],
    ['the gateway’s limit refused it, data null', { data: null, errors: [errorOf(CALLER_LIMIT)] }],
    [
      'each of its fields failed so',
      { data: { a: null, b: null }, errors: [errorOf(NOT_SENT, 'a'), errorOf(THROTTLED, 'b')] },
    ],
    [
      'its root has a __typename',
      { data: { __typename: 'Mutation', a: null }, errors: [errorOf(NOT_SENT, 'a')] },
    ],
  ])('%s', (_title, answer) => {
    expect(isSafeToRetry(answer)).toBe(true);
    expect(isSafeToRetry(answer, TWO)).toBe(true);
  });

  test('data is null, and the document shows that there was no other field', () => {
    const answer = { data: null, errors: [errorOf(NOT_SENT, 'a')] };
    expect(isSafeToRetry(answer, ONE)).toBe(true);
    for (const document of [undefined, TWO, HIDDEN, parse('mutation A { a } mutation B { a b }')])
      expect(isSafeToRetry(answer, document)).toBe(false);
  });
});

describe('a mutation is not sent again if', () => {
  const failed = (extensions: object) => ({ data: { a: null }, errors: [errorOf(extensions, 'a')] });
  test.each<[string, unknown]>([
    ['it succeeded', { data: { a: {} } }],
    ['its outcome is unknown', failed(UNKNOWN)],
    ['it was throttled after an attempt of unknown outcome', failed({ ...THROTTLED, outcome: 'UNKNOWN' })],
    ['it was rejected for another reason', failed({ ...NOT_SENT, outcome: 'REJECTED' })],
    ['an outcome is missing', failed({ code: 'UPSTREAM_UNAVAILABLE' })],
    ['it is not retryable', failed({ ...NOT_SENT, retryable: false })],
    [
      'the token is not valid',
      { data: null, errors: [errorOf({ code: 'UNAUTHENTICATED', retryable: false })] },
    ],
    [
      'another field has succeeded',
      { data: { a: { requestId: '1' }, b: null }, errors: [errorOf(THROTTLED, 'b')] },
    ],
    [
      'another field has succeeded with null',
      { data: { a: null, b: null }, errors: [errorOf(THROTTLED, 'b')] },
    ],
    [
      'one of the errors does not allow it',
      { data: { a: null, b: null }, errors: [errorOf(UNKNOWN, 'a'), errorOf(NOT_SENT, 'b')] },
    ],
    [
      'its field was done, and reading the payload failed',
      { data: { a: null }, errors: [errorOf(NOT_SENT, 'a', 'stream', 'status')] },
    ],
    ['an error is another server’s', { data: null, errors: [{ extensions: { code: 'RATE_LIMITED' } }] }],
    ['an error has no extensions', { data: null, errors: [{ message: 'bad gateway' }] }],
    ['there is no error', { data: null, errors: [] }],
    ['the network failed', new TypeError('fetch failed')],
    ['it was aborted', new DOMException('aborted', 'AbortError')],
    [
      'the answer is not GraphQL',
      Object.assign(new Error('502'), { response: { status: 502, body: '<html>' } }),
    ],
    [
      'urql met a fault of the network',
      { error: { networkError: new Error('reset'), graphQLErrors: [errorOf(NOT_SENT)] } },
    ],
    ['nothing was returned', undefined],
    ['text was returned', 'errors'],
  ])('%s', (_title, answer) => {
    for (const document of [undefined, TWO, HIDDEN]) expect(isSafeToRetry(answer, document)).toBe(false);
  });
});

describe('a query may be sent again', () => {
  test.each([
    ['part of it succeeded', { data: { a: 1, b: null }, errors: [errorOf(UNKNOWN, 'b')] }, true],
    ['a field below failed', { data: { a: null }, errors: [errorOf(UNKNOWN, 'a', 'status')] }, true],
    [
      'one error is not retryable',
      { errors: [errorOf(UNKNOWN, 'a'), errorOf({ retryable: false }, 'b')] },
      false,
    ],
    ['it succeeded', { data: { a: 1 } }, false],
  ])('where %s: %j', (_title, answer, expected) => {
    expect(isSafeToRetry(answer, QUERY)).toBe(expected);
  });

  test('but a subscription may not', () => {
    const answer = { data: { a: null }, errors: [errorOf(UNKNOWN, 'a')] };
    expect(isSafeToRetry(answer, parse('subscription S { a }'))).toBe(false);
  });
});

test.each(Object.entries(SHAPES))('the result is found in an answer %s', (_title, toShape) => {
  const errors = [errorOf(THROTTLED, 'a')];
  expect(toGraphqlResult(toShape({ data: { a: null }, errors }))).toEqual({ data: { a: null }, errors });
  expect(isSafeToRetry(toShape({ data: { a: {}, b: null }, errors: [errorOf(THROTTLED, 'b')] }))).toBe(false);
});

test('the error of the gateway is the first error with its extensions', () => {
  const foreign = [{ path: ['a'] }, { extensions: null }, { extensions: { code: 'BAD_GATEWAY' } }];
  expect(toGatewayError(undefined)).toBeUndefined();
  expect(toGatewayError(foreign)).toBeUndefined();
  expect(toGatewayError([...foreign, errorOf(THROTTLED, 'a'), errorOf(UNKNOWN)])).toEqual({
    ...THROTTLED,
    retryable: true,
  });
});
