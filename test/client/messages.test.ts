import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  ERROR_MESSAGES_EN,
  ERROR_MESSAGES_ZH_CN,
  toErrorMessage,
  toViolationMessage,
  VIOLATION_MESSAGES_ZH_CN,
} from 'apsara-live-gateway-client';
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

/** The forms in which the source states a rule with its message. `$` stands for the values of a template. */
const RULES = [
  /rule: '\w+',\s+message:\s+(['`])(?<text>.+?)\1/gs,
  /const message =\s+(['`])(?<text>[^A-Z].+?)\1;/gs,
  /(?:violation|refusedJob)\((?:'\w+', )+(['`])(?<text>.+?)\1\)/gs,
];
/** The values of templates that are words, not numbers. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  kind: ['the streaming domain', 'a sub-streaming domain'],
  what: ['list entries', 'references', 'statements of the store'],
};

function messagesOf(source: string): string[] {
  if (!/\brule\b/.test(source)) return [];
  return RULES.flatMap((form) => Array.from(source.matchAll(form), ({ groups }) => groups?.['text'] ?? ''))
    .flatMap((text) => {
      const [word, values] = Object.entries(WORDS).find(([name]) => text.includes(`\${${name}}`)) ?? [];
      return values?.map((value) => text.replace(`\${${word}}`, value)) ?? [text];
    })
    .map((text) => text.replaceAll(/\$\{\w+\}/g, '#'));
}

describe('the messages of violations', () => {
  const sources = globSync('src/**/*.ts', { exclude: ['src/{cli,config,emulator,console}/**'] });
  const inSource = [...new Set(sources.flatMap((path) => messagesOf(readFileSync(path, 'utf8'))))];

  test('have a Chinese text each, and the table has no others', () => {
    const numbered = inSource.map((text) => text.replaceAll(/(?<![+\w])\d+\b/g, '#'));
    expect(numbered.toSorted()).toEqual(Object.keys(VIOLATION_MESSAGES_ZH_CN).toSorted());
  });

  test('keep their numbers in Chinese, and stay in English if they are not known', () => {
    const toText = (message: string): string => toViolationMessage({ message }, VIOLATION_MESSAGES_ZH_CN);
    expect(toText('must be 1 to 500')).toBe('必须在 1 到 500 之间');
    expect(toText('exceeds the limit of one request: 5,000 references')).toBe(
      '超过单次请求的上限：5,000 个引用',
    );
    const withHash = 'must not contain control characters, whitespace, "/", "?" or "#"';
    expect(toText(withHash)).toBe('不能含有控制字符、空白或 "/"、"?"、"#"');
    for (const unknown of ['of a later version # 3', 'toString', '']) expect(toText(unknown)).toBe(unknown);
  });
});

test('the licence and the version are those of the gateway', () => {
  expect(readFileSync('client/LICENSE', 'utf8')).toBe(readFileSync('LICENSE', 'utf8'));
  const versions = ['package.json', 'client/package.json'].map(
    (path) => (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version,
  );
  expect(versions[1]).toBe(versions[0]);
});
