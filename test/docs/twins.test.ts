import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { marked } from 'marked';
import { GROUPS } from '../../docs/.vitepress/sidebar.js';
import { isCurrent, toCurrent, toEnglishPage, toMark } from '../../tools/translations.js';
import { blocksOf, headingsOf, linksOf, PAGES, readPage } from './pages.js';

const ROOT = join(import.meta.dirname, '../..');
const NAMES = GROUPS.flatMap(({ pages }) => Object.keys(pages));
const CHINESE = NAMES.map((name) => `docs/zh/${name}.md`);

test('the menu of the site has every page of docs', () => {
  const english = PAGES.filter((page) => /^docs\/[^/]+\.md$/.test(page));
  expect(english.map((page) => page.slice('docs/'.length, -'.md'.length))).toEqual(NAMES.toSorted());
});

test('docs/zh has every page of docs, and no other', () => {
  expect(PAGES.filter((page) => page.startsWith('docs/zh/'))).toEqual(CHINESE.toSorted());
});

describe.each(CHINESE.filter((page) => existsSync(join(ROOT, page))))('%s', (page) => {
  const english = toEnglishPage(page);

  test('is the translation of the current English page', () => {
    expect(isCurrent(page, readPage)).toBe(true);
  });

  test('has the same headings, blocks, links and rows, in the same order', () => {
    const toOutline = (path: string): unknown => ({
      levels: headingsOf(path).map(({ level }) => level),
      blocks: blocksOf(path).map(({ language, text }) => [language, text]),
      links: linksOf(path).length,
      rows: readPage(path).match(/^ *\|/gm)?.length,
      items: readPage(path).match(/^ *(?:- |\d+\. )/gm)?.length,
    });
    expect(toOutline(page)).toEqual(toOutline(english));
  });

  test('names every setting, code, metric and command that the English page names', () => {
    const codes = (path: string): string[] =>
      Array.from(
        readPage(path)
          .replaceAll(/```[^]*?```/g, '')
          .matchAll(/`([^`\n]+)`/g),
        ([, code = '']) => code,
      );
    const known = new Set(codes(page));
    expect(codes(english).filter((code) => !known.has(code))).toEqual([]);
  });

  test('links to Chinese pages and headings', () => {
    expect(toCurrent(page, readPage)).toBe(readFileSync(join(ROOT, page), 'utf8'));
  });

  test('has no emphasis that stays open because of Chinese punctuation', async () => {
    const rendered = await marked.parse(readPage(page));
    const prose = rendered.replaceAll(/<(pre|code)>[^]*?<\/\1>/g, '');
    expect(prose.match(/.{0,20}\*\*.{0,20}/g) ?? []).toEqual([]);
  });
});

test('a change of an English page is detected', () => {
  const page = 'docs/zh/concepts.md';
  const changed = (path: string): string =>
    path === toEnglishPage(page) ? `${readPage(path)}More.\n` : readPage(path);
  expect(isCurrent(page, readPage)).toBe(true);
  expect(isCurrent(page, changed)).toBe(false);
  expect(toMark('a')).not.toBe(toMark('b'));
});
