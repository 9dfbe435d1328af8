import { describe, expect, test } from '@jest/globals';
import { installedWith, type Lock, toLicencePage } from '../../tools/licences.js';
import { isPermissive, refusedLicences } from './licences.js';
import { exists, readText } from './manifests.js';

const lock = JSON.parse(readText('package-lock.json')) as Lock;
const { dependencies } = JSON.parse(readText('package.json')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};

/** Old packages have an object with a `type`. */
function readInstalled(folder: string): string | undefined {
  const path = `${folder}/package.json`;
  if (!exists(path)) return undefined;
  const { license } = JSON.parse(readText(path)) as { license?: string | { readonly type: string } };
  return typeof license === 'object' ? license.type : license;
}

describe('the packages that are installed with this package', () => {
  test('have permissive licences, in the lock file and in the packages', () => {
    expect(refusedLicences(lock, readInstalled)).toEqual([]);
  });

  test('are listed with their licences (npm run licences writes the list)', () => {
    expect(readText('THIRD-PARTY-LICENSES.md')).toBe(toLicencePage(lock));
  });

  test('include each dependency and its dependencies', () => {
    const folders = installedWith(lock).map(([folder]) => folder);
    const direct = Object.keys(dependencies).map((name) => `node_modules/${name}`);
    expect(folders).toEqual(expect.arrayContaining(direct));
    expect(folders.length).toBeGreaterThan(direct.length);
    expect(folders).not.toContain('node_modules/typescript');
  });

  test.each([
    ['the Elastic License', { license: 'Elastic-2.0' }, 'node_modules/new: Elastic-2.0'],
    ['a copyleft licence', { license: 'GPL-3.0-or-later' }, 'node_modules/new: GPL-3.0-or-later'],
    ['no licence', {}, 'node_modules/new: none'],
    [
      'an optional dependency under another',
      { license: 'Elastic-2.0', optional: true },
      'node_modules/new: Elastic-2.0',
    ],
  ])('is refused with a package of %s', (_what, added, fault) => {
    const changed: Lock = { packages: { ...lock.packages, 'node_modules/new': added } };
    expect(refusedLicences(changed, (folder) => readInstalled(folder) ?? 'MIT')).toEqual([fault]);
  });

  test('are refused if an installed package has another licence than in the lock file', () => {
    const faults = refusedLicences(lock, (folder) =>
      folder === 'node_modules/pino' ? 'Elastic-2.0' : readInstalled(folder),
    );
    expect(faults).toEqual(['node_modules/pino: Elastic-2.0']);
  });

  test.each([{ dev: true }, { devOptional: true }, { optional: true, peer: true }])(
    'does not count a package that users do not get: %j',
    (flags) => {
      const packages = { ...lock.packages, 'node_modules/new': { ...flags, license: 'Elastic-2.0' } };
      expect(refusedLicences({ packages }, readInstalled)).toEqual([]);
    },
  );
});

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['(MIT AND BSD-3-Clause)', true],
  ['MIT AND GPL-3.0-only', false],
  ['SEE LICENSE IN LICENSE.txt', false],
  ['UNLICENSED', false],
  ['', false],
])('the licence %j is permissive: %j', (expression, answer) => {
  expect(isPermissive(expression)).toBe(answer);
});
