import { existsSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { expect, test } from '@jest/globals';
import { toAnchor } from '../../tools/translations.js';
import { headingsOf, linksOf, PAGES } from './pages.js';

const ROOT = join(import.meta.dirname, '../..');

function isBroken(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : normalize(join(page, '..', path));
  if (target.startsWith('..') || !existsSync(join(ROOT, target))) return true;
  return anchor !== undefined && !headingsOf(target).some(({ text }) => toAnchor(text) === anchor);
}

test.each(PAGES)('%s links only to pages and headings that exist', (page) => {
  const local = linksOf(page).filter((link) => !/^[a-z]+:/.test(link));
  expect(local.filter((link) => isBroken(page, link))).toEqual([]);
});

test('a broken link is found', () => {
  expect(isBroken('docs/bulk.md', 'nowhere.md')).toBe(true);
  expect(isBroken('docs/bulk.md', 'deploy.md#nowhere')).toBe(true);
  expect(isBroken('docs/bulk.md', 'deploy.md#docker')).toBe(false);
});

test('README or CONTRIBUTING links to every page of docs', () => {
  const known = new Set([...linksOf('README.md'), ...linksOf('CONTRIBUTING.md')]);
  const pages = PAGES.filter((page) => /^docs\/[^/]+\.md$/.test(page));
  expect(pages.length).toBeGreaterThan(10);
  expect(pages.filter((page) => !known.has(page))).toEqual([]);
});
