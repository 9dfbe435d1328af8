import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { VARIABLES } from '../../src/config/env.js';

const ROOT = join(import.meta.dirname, '../..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

test('README names every setting that is read', () => {
  const missing = Object.keys(VARIABLES).filter((name) => !readme.includes(`\`${name}\``));
  expect(missing).toEqual([]);
});

test('README links only to what exists', () => {
  const links = Array.from(readme.matchAll(/\]\(([^)#]+)\)/g), ([, link = '']) => link);
  const local = links.filter((link) => !/^https?:/.test(link));
  expect(local.length).toBeGreaterThan(5);
  for (const link of local) expect(() => readFileSync(join(ROOT, link))).not.toThrow(/ENOENT/);
});

test('README’s commands are scripts of the package', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const used = Array.from(readme.matchAll(/npm run (?:--silent )?([\w-]+)/g), ([, name = '']) => name);
  expect(used.filter((name) => scripts[name] === undefined)).toEqual([]);
});
