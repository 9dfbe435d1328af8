import { expect, test } from '@jest/globals';
import { CHECKS } from '../../src/cli/doctor/finding.js';
import { readPage } from './pages.js';

test('docs/command.md describes every check of doctor, and no other', () => {
  const [, section = ''] = readPage('docs/command.md').split('## Check a gateway');
  const described = Array.from(section.matchAll(/^\| `([a-z-]+)` /gm), ([, id]) => id);
  expect(described).toEqual(Object.keys(CHECKS));
});
