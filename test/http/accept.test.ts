import { expect, test } from '@jest/globals';
import { createNegotiation, JSON_TYPES, MAX_ACCEPT_CHARACTERS } from '../../src/http/accept.js';

const toJsonType = createNegotiation(JSON_TYPES);
const toAccept = (length: number): string => `application/json,${'a/b,'.repeat(length)}`.slice(0, length);

test('an Accept header of the greatest length is negotiated', () => {
  expect(toJsonType(toAccept(MAX_ACCEPT_CHARACTERS))).toBe('application/json');
});

test('a longer Accept header takes nothing, since negotiating it costs milliseconds before any limit counts', () => {
  expect(toJsonType(toAccept(MAX_ACCEPT_CHARACTERS + 1))).toBeUndefined();
});
