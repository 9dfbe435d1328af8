import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGrantsFile } from '../../src/access/grants-file.js';
import { type Caller, type GrantedOperation } from '../../src/stream/caller.js';

const caller: Caller = { subject: 'maya', claims: { roles: ['moderator'] } };
const target = { domainName: 'push.example.com' };

const grantsFor = (operation: GrantedOperation): string =>
  `grants: [{match: {claim: roles, has: moderator}, allow: [${operation}], domains: [push.example.com]}]`;

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'grants-'));
  path = join(folder, 'grants.yaml');
  writeFileSync(path, grantsFor('read'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a grants file', () => {
  test('is in force from the start', () => {
    const { authorize, grants } = createGrantsFile({ path });
    authorize(caller, 'read', target);
    expect(grants()).toHaveLength(1);
    expect(() => {
      authorize(caller, 'resume', target);
    }).toThrow('No grant for resume');
  });

  test.each([
    [
      'is missing',
      () => {
        rmSync(path);
      },
      /^[^\n]*grants\.yaml: cannot be read \(ENOENT\)$/,
    ],
    [
      'is a folder',
      () => {
        rmSync(path);
        path = folder;
      },
      /: cannot be read \(EISDIR\)$/,
    ],
    [
      'is not UTF-8, as an editor with another encoding writes it',
      () => {
        const text = grantsFor('read').replace('moderator', 'mod\xe9rateur');
        writeFileSync(path, `# a comment\n${text}`, 'latin1');
      },
      /^[^\n]*grants\.yaml: line 2 is not UTF-8$/,
    ],
    [
      'is not YAML',
      () => {
        writeFileSync(path, 'grants: [');
      },
      /^[^\n]*grants\.yaml: line 1 is not valid YAML: [^\n]*$/,
    ],
    [
      'breaks the rules',
      () => {
        writeFileSync(path, 'grants: 7');
      },
      /^[^\n]*grants\.yaml: grants must be a list$/,
    ],
    [
      'is too large',
      () => {
        writeFileSync(path, `#${'x'.repeat(1_048_576)}`);
      },
      /: is larger than 1 MiB$/,
    ],
  ])('stops the start with one line when it %s', (_title, spoil, message) => {
    spoil();
    expect(() => createGrantsFile({ path })).toThrow(message);
  });
});

describe('a reload', () => {
  test('applies the new grants, also for known callers', () => {
    const reloads: number[] = [];
    const file = createGrantsFile({ path, onReload: (grants) => reloads.push(grants.length) });
    const { authorize } = file;
    authorize(caller, 'read', target);
    writeFileSync(path, grantsFor('resume'));
    expect(file.reload()).toBe(true);
    expect(reloads).toEqual([1]);
    authorize(caller, 'resume', target);
    expect(() => {
      authorize(caller, 'read', target);
    }).toThrow('No grant for read');
  });

  test.each([
    [
      'broken',
      () => {
        writeFileSync(path, 'grants: [{alow: [read]}]');
      },
      /grants\[0\]\.alow is not a known setting/,
    ],
    [
      'empty',
      () => {
        writeFileSync(path, '');
      },
      /must contain the list "grants"/,
    ],
    [
      'gone',
      () => {
        rmSync(path);
      },
      /ENOENT/,
    ],
  ])('keeps the old grants and reports the failure when the file is %s', (_title, spoil, message) => {
    const refusals: string[] = [];
    const file = createGrantsFile({
      path,
      onReload: () => refusals.push('reloaded'),
      onRefused: (error) => refusals.push(error.message),
    });
    spoil();
    expect(file.reload()).toBe(false);
    expect(refusals).toEqual([expect.stringMatching(message)]);
    file.authorize(caller, 'read', target);
    expect(file.grants()[0]?.allow).toEqual(['read']);
  });

  test('succeeds again when the file is valid again', () => {
    const file = createGrantsFile({ path });
    writeFileSync(path, '{');
    expect(file.reload()).toBe(false);
    writeFileSync(path, grantsFor('forbid'));
    expect(file.reload()).toBe(true);
    file.authorize(caller, 'forbid', target);
  });

  test('selects the claims that its grants test, and after a reload those of the new grants', () => {
    const { selectClaims, reload } = createGrantsFile({ path });
    const claims = { roles: ['moderator'], scope: 'live.resume', email: 'm@example.com' };
    expect(selectClaims(claims)).toEqual({ roles: ['moderator'] });
    writeFileSync(path, grantsFor('resume').replace('claim: roles', 'claim: scope'));
    expect(reload()).toBe(true);
    expect(selectClaims(claims)).toEqual({ scope: 'live.resume' });
    writeFileSync(path, 'grants: [');
    expect(reload()).toBe(false);
    expect(selectClaims(claims)).toEqual({ scope: 'live.resume' });
  });
});
