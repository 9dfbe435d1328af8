import { describe, expect, test } from '@jest/globals';
import { PAGES } from './pages.js';
import { medianWords, sentencesOf, toSentences } from './sentences.js';

const MOST_WORDS = 40;
const MOST_MEDIAN = 18;
const ENGLISH = PAGES.filter((page) => !page.startsWith('docs/zh/') && page !== 'README.zh-CN.md');

describe('the sentences of a page', () => {
  test.each(ENGLISH)(`%s has no sentence of more than ${MOST_WORDS} words`, (page) => {
    const long = sentencesOf(page).filter(({ words }) => words > MOST_WORDS);
    expect(long.map(({ text, words }) => `${words}: ${text}`)).toEqual([]);
  });

  test.each(ENGLISH)(`%s has a median of at most ${MOST_MEDIAN} words`, (page) => {
    expect(medianWords(sentencesOf(page))).toBeLessThanOrEqual(MOST_MEDIAN);
  });

  test('are counted in paragraphs, lists and cells, and an inline code is one word', () => {
    const page =
      '# Not a sentence\n\nOne `a.b c` three. Two.\n\n- an item\n\n| head |\n| --- |\n| a cell |\n\n```sh\nls\n```\n';
    expect(toSentences(page).map(({ text, words }) => [text, words])).toEqual([
      ['One code three.', 3],
      ['Two.', 1],
      ['an item', 2],
      ['head', 1],
      ['a cell', 2],
    ]);
    expect(medianWords(toSentences(page))).toBe(3);
  });
});
