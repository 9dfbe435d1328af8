import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { format, resolveConfig } from 'prettier';
import { toFrontendPage } from '../../tools/frontend-page.js';

const PAGE = 'docs/frontend.md';

test('docs/frontend.md shows the examples as they are (mended by: node tools/frontend-page.ts)', async () => {
  const page = readFileSync(PAGE, 'utf8');
  const mended = await format(toFrontendPage(page), { ...(await resolveConfig(PAGE)), parser: 'markdown' });
  expect(page).toBe(mended);
});

test('every region of the examples is shown, and every one that is shown exists', () => {
  const page = readFileSync(PAGE, 'utf8');
  const shown = Array.from(page.matchAll(/^<!-- (examples\/\S+) -->$/gm), ([, name]) => name);
  const regions = ['problem', 'apollo-client', 'urql', 'vite.config'].flatMap((file) => {
    const text = readFileSync(`examples/${file}.ts`, 'utf8');
    return Array.from(
      text.matchAll(/^\/\/ #region (\w+)$/gm),
      ([, name = '']) => `examples/${file}.ts#${name}`,
    );
  });
  expect(shown).toEqual(regions);
  expect(page.match(/^```ts$/gm)).toHaveLength(regions.length);
});
