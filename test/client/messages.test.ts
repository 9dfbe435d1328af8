import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ERROR_MESSAGES_EN, ERROR_MESSAGES_ZH_CN, toErrorMessage } from 'apsara-live-gateway-client';
import { ERROR_CODES } from '../../src/stream/error-codes.js';
import { PROTOCOL_ROWS } from '../../tools/protocol-codes.js';
import { tableOf } from '../docs/pages.js';

const codes = [...Object.keys(ERROR_CODES), ...PROTOCOL_ROWS.map(({ code }) => code)].toSorted();
const documented = [0, 1].flatMap((which) =>
  tableOf('docs/errors.md', 'code', which).map(([code = '']) => code.replaceAll('`', '')),
);

describe.each([
  ['English', ERROR_MESSAGES_EN, /^[\x20-\x7e]+\.$/],
  ['Simplified Chinese', ERROR_MESSAGES_ZH_CN, /^[\p{Script=Han}，、]+。$/u],
])('the default texts in %s', (_language, messages, sentence) => {
  test('exist for each code of the gateway, and for no other code', () => {
    expect(Object.keys(messages).toSorted()).toEqual(codes);
  });

  test('exist for each code in docs/errors.md', () => {
    expect(documented.toSorted()).toEqual(Object.keys(messages).toSorted());
  });

  test('are sentences in their language', () => {
    expect(Object.values(messages).filter((text) => !sentence.test(text))).toEqual([]);
  });

  test('have a fallback for an unknown code', () => {
    expect(toErrorMessage('FORBIDDEN', messages)).toBe(messages.FORBIDDEN);
    for (const unknown of ['OF_A_LATER_VERSION', 'toString', '__proto__', ''])
      expect(toErrorMessage(unknown, messages)).toBe(messages.INTERNAL_SERVER_ERROR);
  });
});

test('the licence and the version are those of the gateway', () => {
  expect(readFileSync('client/LICENSE', 'utf8')).toBe(readFileSync('LICENSE', 'utf8'));
  const versions = ['package.json', 'client/package.json'].map(
    (path) => (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version,
  );
  expect(versions[1]).toBe(versions[0]);
});
