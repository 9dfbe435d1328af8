import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readPackaged, toNotices } from '../../tools/notices.js';
import { loadedBy, toFolder } from '../support/loaded-modules.js';

const DIST = join(import.meta.dirname, '../../dist');
const folder = mkdtempSync(join(tmpdir(), 'notices-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Manifest {
  readonly name: string;
  readonly version: string;
}

function pack(name: string, manifest: object, files: Readonly<Record<string, string>> = {}): string {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name, version: '1.0.0', ...manifest }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

describe('the notices of the bundle', () => {
  let notices: string;
  let bundled: readonly Manifest[];
  beforeAll(async () => {
    notices = readFileSync(join(DIST, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    const foldersOf = async (main: string): Promise<Set<string>> =>
      new Set((await loadedBy(join(DIST, main))).flatMap((url) => toFolder(url) ?? []));
    const [whole, rest] = [await foldersOf('start.js'), await foldersOf('main.js')];
    bundled = Array.from(whole)
      .filter((path) => !rest.has(path))
      .map((path) => JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest);
  });

  test('name every package that a start no more loads from its own files, with its version', () => {
    const names = bundled.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['@apollo/server', 'type-graphql', 'kysely', 'zod']));
    const unnamed = bundled.filter(({ name, version }) => !notices.includes(`\n${name} ${version} (`));
    expect(unnamed.map(({ name }) => name)).toEqual([]);
  });

  test('name nothing of Alibaba’s, nothing under the Elastic License, and no second graphql', () => {
    expect(notices).not.toMatch(/^(?:@alicloud\/|@apollo\/federation-internals|graphql )/m);
    expect(notices).not.toContain('Elastic');
  });
});

describe('a package may be bundled', () => {
  test('under a licence that asks for its text, which is kept with what else it says of itself', () => {
    const path = pack('kept', { license: 'Apache-2.0' }, { LICENSE: 'The text.\r\n', 'NOTICE.md': 'By me.' });
    expect(readPackaged(path)).toMatchObject({ licence: 'Apache-2.0', text: 'The text.\n\nBy me.' });
  });

  test('under either of two where one will do, and under two where both will', () => {
    const text = { LICENCE: 'The text.' };
    expect(readPackaged(pack('either', { license: '(GPL-3.0 OR MIT)' }, text)).licence).toBe('MIT');
    const both = pack('both', { license: '(MIT AND ISC)' }, text);
    expect(readPackaged(both).licence).toBe('MIT AND ISC');
  });

  test('under the MIT License where it brings no copy, with the author it names', () => {
    const { text } = readPackaged(pack('bare', { license: 'MIT', author: { name: 'A. Author' } }));
    expect(text).toContain('Copyright (c) A. Author\n');
    expect(text).toContain('Permission is hereby granted');
  });

  test.each([
    ['without a licence', {}, 'none'],
    ['under another', { license: 'GPL-3.0' }, 'GPL-3.0'],
    ['under two of which one is another', { license: 'MIT AND Elastic-2.0' }, 'Elastic-2.0'],
    ['under one whose text it does not bring', { license: 'ISC' }, 'no text'],
  ])('but not %s', (title, manifest, why) => {
    const path = pack(title.replaceAll(' ', '-'), manifest);
    expect(() => readPackaged(path)).toThrow(why);
  });
});

test('the notices are the same in whatever order the packages come, and one text serves all that share it', () => {
  const one = { name: 'a', version: '1.0.0', licence: 'MIT', text: 'The text.' };
  const other = { ...one, name: 'b' };
  expect(toNotices([other, one])).toBe(toNotices([one, other]));
  expect(toNotices([one, other])).toContain('a 1.0.0 (MIT)\nb 1.0.0 (MIT)\n\nThe text.\n');
});
