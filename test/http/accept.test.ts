import { expect, test } from '@jest/globals';
import { createNegotiation, JSON_TYPES, MAX_ACCEPT_CHARACTERS } from '../../src/http/accept.js';

const toJsonType = createNegotiation(JSON_TYPES);
const toAccept = (length: number): string => `application/json,${'a/b,'.repeat(length)}`.slice(0, length);

test('an Accept header of the largest length is negotiated', () => {
  expect(toJsonType(toAccept(MAX_ACCEPT_CHARACTERS))).toBe('application/json');
});

test.each([
  ['application/json;charset=utf-8', 'application/json'],
  ['application/json; charset="UTF-8"', 'application/json'],
  [
    'application/graphql-response+json; charset=utf-8, application/json; charset=utf-8; q=0.9',
    'application/graphql-response+json',
  ],
  ['application/json; charset=gbk', undefined],
])('the Accept header %s selects %s', (accept, type) => {
  expect(toJsonType(accept)).toBe(type);
});

test('a longer Accept header accepts nothing, since negotiating it takes milliseconds before any limit applies', () => {
  expect(toJsonType(toAccept(MAX_ACCEPT_CHARACTERS + 1))).toBeUndefined();
});
