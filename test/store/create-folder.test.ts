import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createFolder } from '../../src/store/create-folder.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'folder-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

test('a folder is created with its missing parents, all with the mode, and a second time without effect', () => {
  const path = join(root, 'a', 'b', 'c');
  createFolder(path, 0o700);
  createFolder(path, 0o750);
  for (const folder of [path, join(root, 'a', 'b'), join(root, 'a')])
    expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('a folder below a file is refused', () => {
  writeFileSync(join(root, 'file'), '');
  expect(() => {
    createFolder(join(root, 'file', 'a', 'b'), 0o700);
  }).toThrow(expect.objectContaining({ code: 'ENOTDIR' }));
});

test('a link that leads to no folder stays unchanged', () => {
  const link = join(root, 'link');
  symlinkSync(join(root, 'none'), link);
  createFolder(link, 0o700);
  expect(existsSync(link)).toBe(false);
});
