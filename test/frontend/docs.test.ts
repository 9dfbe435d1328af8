import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { format, resolveConfig } from 'prettier';
import { toFrontendPage } from '../../tools/frontend-page.js';

const PAGE = 'docs/frontend.md';
/** The regions in the order of the page. */
const FILES = ['apollo-client.ts', 'react.tsx', 'urql.ts', 'resume.ts', 'codegen.ts', 'vite.config.ts'];

test('docs/frontend.md contains the current examples (to update it, run: node tools/frontend-page.ts)', async () => {
  const page = readFileSync(PAGE, 'utf8');
  const mended = await format(toFrontendPage(page), { ...(await resolveConfig(PAGE)), parser: 'markdown' });
  expect(page).toBe(mended);
});

test('the page contains every region of the examples, and every region in the page exists', () => {
  const page = readFileSync(PAGE, 'utf8');
  const shown = Array.from(page.matchAll(/^<!-- (examples\/\S+) -->$/gm), ([, name]) => name);
  const regions = FILES.flatMap((file) => {
    const text = readFileSync(`examples/${file}`, 'utf8');
    return Array.from(text.matchAll(/^\/\/ #region (\w+)$/gm), ([, name = '']) => `examples/${file}#${name}`);
  });
  expect(shown).toEqual(regions);
  expect(page.match(/^```tsx?$/gm)).toHaveLength(regions.length);
});
