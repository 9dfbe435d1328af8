import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { targetsOf, withoutFences } from '../../tools/translations.js';

const ROOT = join(import.meta.dirname, '../..');

/** A fenced block of a page. */
export interface Block {
  readonly page: string;
  readonly language: string;
  readonly text: string;
  /** The position of its first line, for the title of a test. */
  readonly place: string;
}

export function readPage(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Every page, by its path in the project. */
export const PAGES: readonly string[] = [
  'README.md',
  'README.zh-CN.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    .toSorted(),
];

const FENCE = /^(?<indent> *)```(?<language>\w+)\n(?<text>[^]*?)^\k<indent>```$/gm;

export function blocksOf(page: string): Block[] {
  const content = readPage(page);
  return Array.from(content.matchAll(FENCE), ({ groups = {}, index }) => {
    const { indent = '', language = '', text = '' } = groups;
    const line = content.slice(0, index).split('\n').length;
    return { page, language, text: text.replaceAll(`\n${indent}`, '\n').trim(), place: `${page}:${line}` };
  });
}

/** The blocks of all pages in one language. */
export function allBlocks(language: string): Block[] {
  return PAGES.flatMap(blocksOf).filter((block) => block.language === language);
}

/** A page without the content of its blocks. */
export function proseOf(page: string): string {
  return withoutFences(readPage(page));
}

/** The levels and texts of a page's headings, in their order. */
export function headingsOf(page: string): { readonly level: number; readonly text: string }[] {
  return Array.from(proseOf(page).matchAll(/^(#+) (.+)$/gm), ([, marks = '', text = '']) => ({
    level: marks.length,
    text,
  }));
}

/** The targets of a page's links and images, in their order. */
export function linksOf(page: string): string[] {
  return targetsOf(readPage(page));
}

/** The rows of the table whose head begins with this cell, the first such table unless another is meant. */
export function tableOf(page: string, head: string, which = 0): string[][] {
  const lines = (readPage(page).split(`\n| ${head} `)[which + 1] ?? '').split('\n').slice(2);
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(0, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** The inline codes of a cell. */
export function codesOf(cell = ''): string[] {
  return Array.from(cell.matchAll(/`([^`]+)`/g), ([, code = '']) => code);
}
