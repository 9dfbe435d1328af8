import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { format, resolveConfig } from 'prettier';
import { FRONTEND_PAGES, toFrontendPage } from '../../tools/frontend-page.js';

/** The files, in the order of the page. */
const FILES = ['apollo-client.ts', 'react.tsx', 'urql.ts', 'resume.ts', 'codegen.ts', 'vite.config.ts'];

test.each(FRONTEND_PAGES)(
  '%s shows the examples as they are (update: node tools/frontend-page.ts)',
  async (path) => {
    const page = readFileSync(path, 'utf8');
    const updated = await format(toFrontendPage(page), {
      ...(await resolveConfig(path)),
      parser: 'markdown',
    });
    expect(page).toBe(updated);
  },
);

test.each(FRONTEND_PAGES)('%s shows every region of the examples, and each region exists', (path) => {
  const page = readFileSync(path, 'utf8');
  const shown = Array.from(page.matchAll(/^<!-- (examples\/\S+) -->$/gm), ([, name]) => name);
  const regions = FILES.flatMap((file) => {
    const text = readFileSync(`examples/${file}`, 'utf8');
    return Array.from(text.matchAll(/^\/\/ #region (\w+)$/gm), ([, name = '']) => `examples/${file}#${name}`);
  });
  expect(shown).toEqual(regions);
  expect(page.match(/^```tsx?$/gm)).toHaveLength(regions.length);
});
