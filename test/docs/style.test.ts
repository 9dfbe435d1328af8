import { describe, expect, test } from '@jest/globals';
import { PAGES } from './pages.js';
import { medianWords, sentencesOf, toSentences } from './sentences.js';

const MOST_WORDS = 40;
const MOST_MEDIAN = 18;
/** Pages with longer sentences. The list only gets shorter. */
const NOT_YET: readonly string[] = [
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'docs/architecture.md',
  'docs/command.md',
  'docs/decisions/0001-rooms.md',
  'docs/decisions/0002-http-layer.md',
  'docs/decisions/0003-upstream-clients.md',
  'docs/decisions/0004-dependencies.md',
  'docs/decisions/0005-outcomes.md',
  'docs/decisions/0006-budget.md',
  'docs/decisions/0007-reading-state.md',
  'docs/decisions/0008-telemetry.md',
  'docs/decisions/0009-standard-parts.md',
  'docs/decisions/0011-live-events.md',
  'docs/deploy.md',
  'docs/errors.md',
  'docs/federation.md',
  'docs/frontend.md',
  'docs/scale.md',
  'docs/security.md',
  'docs/upgrade.md',
];
const ENGLISH = PAGES.filter(
  (page) => !page.startsWith('docs/zh/') && page !== 'README.zh-CN.md' && !NOT_YET.includes(page),
);

describe('the sentences of a page', () => {
  test.each(ENGLISH)(`%s has none of over ${MOST_WORDS} words`, (page) => {
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
