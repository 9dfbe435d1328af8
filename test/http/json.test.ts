import { describe, expect, test } from '@jest/globals';
import { MAX_JSON_LEVELS, MAX_JSON_VALUES, parseJson } from '../../src/http/json.js';

const nest = (levels: number, open = '[', close = ']'): string => open.repeat(levels) + close.repeat(levels);

describe('JSON of a client', () => {
  test.each([
    ['arrays', nest(MAX_JSON_LEVELS)],
    ['objects', nest(MAX_JSON_LEVELS - 1, '{"a":', '}').replace(':}', ':{}}')],
    ['brackets in strings, which are no levels', JSON.stringify({ a: nest(1_000), b: '\\"[[' })],
    ['siblings, which are one level', JSON.stringify(Array.from({ length: 1_000 }, () => [[]]))],
  ])('may have %s', (_what, text) => {
    expect(parseJson(text, 'The body')).toEqual(JSON.parse(text));
  });

  test.each([
    ['arrays', nest(MAX_JSON_LEVELS + 1)],
    ['objects', `${'{"a":'.repeat(MAX_JSON_LEVELS)}{}${'}'.repeat(MAX_JSON_LEVELS)}`],
    ['a text that is not even whole', '['.repeat(1_000_000)],
    ['levels behind a quote in a string', `["\\"",${nest(MAX_JSON_LEVELS)}]`],
  ])('with more levels is refused: %s', (_what, text) => {
    expect(() => parseJson(text, 'The body')).toThrow(
      `The body has more than ${MAX_JSON_LEVELS} levels of nesting.`,
    );
  });

  test.each([
    ['a list', `[${'0,'.repeat(MAX_JSON_VALUES - 1)}0]`, `[${'0,'.repeat(MAX_JSON_VALUES)}0]`],
    [
      'lists within a list',
      `[${'[0],'.repeat(MAX_JSON_VALUES - 1)}[0]]`,
      `[${'[0,0],'.repeat(MAX_JSON_VALUES / 2)}[0,0]]`,
    ],
  ])('has a largest number of values: %s', (_what, most, more) => {
    expect(() => parseJson(most, 'The body')).not.toThrow();
    expect(() => parseJson(more, 'The body')).toThrow('The body has more than 100,000 values.');
  });

  test('may have more commas in a string', () => {
    const text = JSON.stringify([','.repeat(MAX_JSON_VALUES + 1)]);
    expect(parseJson(text, 'The body')).toEqual(JSON.parse(text));
  });

  test('that is not JSON is refused, and the refusal does not quote it', () => {
    expect(() => parseJson('{"secret"', '`variables`')).toThrow(/^`variables` is not JSON\.$/);
  });
});
