import { installedWith, type Lock } from '../../tools/licences.js';

/** SPDX identifiers of licences that require only a notice. */
const PERMISSIVE = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);
/** Values that packages use instead of an identifier. */
const SPELLINGS: Readonly<Record<string, string>> = { 'Apache License 2.0': 'Apache-2.0' };

/** Whether an SPDX expression without nesting, `(MIT OR GPL-2.0-only)`, leaves a permissive choice. */
export function isPermissive(expression: string): boolean {
  const text = expression.replace(/^\(([^()]*)\)$/, '$1');
  return text
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => PERMISSIVE.has(SPELLINGS[one] ?? one)));
}

/**
 * Each package whose licence is missing or not permissive, as `folder: licence`.
 * @param readInstalled the `license` of the package.json in a folder; undefined if the folder does not exist
 */
export function refusedLicences(
  lock: Lock,
  readInstalled: (folder: string) => string | undefined,
): readonly string[] {
  return installedWith(lock).flatMap(([folder, locked]) => {
    const installed = readInstalled(folder);
    // A package for another platform is in the lock file, but is not installed.
    const needed = locked.optional === true && installed === undefined ? [] : [installed ?? 'none'];
    return [locked.license ?? 'none', ...needed]
      .filter((licence) => !isPermissive(licence))
      .map((licence) => `${folder}: ${licence}`);
  });
}
