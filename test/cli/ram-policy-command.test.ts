import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ramPolicyCommand } from '../../src/cli/ram-policy-command.js';

let folder: string;
let file: string;
let out: string[];
let err: string[];

const run = (argv: string[], GRANTS_FILE?: string, LIVE_ACCOUNTS_FILE?: string): Promise<number> =>
  ramPolicyCommand(
    argv,
    { GRANTS_FILE, LIVE_ACCOUNTS_FILE },
    (line) => out.push(line),
    (line) => err.push(line),
  );

beforeEach(() => {
  [out, err] = [[], []];
  folder = mkdtempSync(join(tmpdir(), 'ram-policy-'));
  file = join(folder, 'grants.yaml');
  writeFileSync(
    file,
    'grants: [{match: {claim: r, has: m}, allow: [resume, forbid], domains: [push.example.com]}]',
  );
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('ram-policy', () => {
  test.each([
    ['the file GRANTS_FILE names', () => ['--account', '1234567890'], () => file],
    ['the file --grants names', () => ['--account=1234567890', '--grants', file], () => undefined],
    ['--grants before GRANTS_FILE', () => ['--account=1234567890', '--grants', file], () => '/nowhere'],
  ])(
    'prints nothing but JSON on stdout, and its notes as comments on stderr, for %s',
    async (_title, argv, env) => {
      await expect(run(argv(), env())).resolves.toBe(0);
      expect(JSON.parse(out.join('\n'))).toMatchObject({
        Version: '1',
        Statement: [
          { Action: ['live:ResumeLiveStream'], Resource: ['acs:cdn:*:1234567890:domain/push.example.com'] },
          { Action: ['live:ForbidLiveStream'], Resource: ['*'] },
        ],
      });
      expect(err).toEqual([
        expect.stringMatching(/^\/\/ live:ForbidLiveStream/),
        expect.stringMatching(/^\/\/ .*SourceIp/),
      ]);
    },
  );

  test.each([
    ['no account', [], '--account is missing'],
    ['letters in the account', ['--account', 'acs:ram::1'], '--account must be digits only, at most 20'],
    ['an account like a path', ['--account', '1/../*'], '--account must be digits only, at most 20'],
    ['an empty account', ['--account='], '--account must be digits only, at most 20'],
    ['an account of 21 digits', ['--account', '1'.repeat(21)], '--account must be digits only, at most 20'],
    ['no grants file', ['--account', '1'], 'set GRANTS_FILE or pass --grants'],
    ['an unknown option', ['--acount', '1'], expect.stringContaining('--acount')],
    ['a stray word', ['--account', '1', 'please'], expect.stringContaining('please')],
  ])('exits with 2 and its usage for %s', async (_title, argv, message) => {
    await expect(run(argv)).resolves.toBe(2);
    expect(out).toEqual([]);
    expect(err.slice(0, 2)).toEqual([message, expect.stringMatching(/^Usage: /)]);
  });

  test.each([
    ['that is broken', 'grants: [{}]', /grants\.yaml: grants\[0\]\.match must contain/],
    ['that allows nothing', 'grants: []', /^the grants allow nothing, so there is no policy to write$/],
  ])('exits with 1 and one line for a grants file %s', async (_title, text, message) => {
    writeFileSync(file, text);
    await expect(run(['--account', '1'], file)).resolves.toBe(1);
    expect(out).toEqual([]);
    expect(err).toEqual([expect.stringMatching(message)]);
  });

  test('exits 1 with one line if the grants file is missing', async () => {
    await expect(run(['--account', '1'], join(folder, 'none.yaml'))).resolves.toBe(1);
    expect(err).toEqual([expect.stringMatching(/cannot be read \(ENOENT\)$/)]);
  });

  test('prints its usage when asked', async () => {
    await expect(run(['--help'])).resolves.toBe(0);
    expect(out[0]).toMatch(/^Usage: /);
  });
});

describe('ram-policy --account-name', () => {
  let accounts: string;
  beforeEach(() => {
    accounts = join(folder, 'accounts.yaml');
    const role = '{type: ecs_ram_role}';
    writeFileSync(
      accounts,
      `accounts:
  - {name: brand-a, domains: ["*.brand-a.example.com", push.shared.example.com], credentials: ${role}}
  - {name: brand-b, domains: [push.brand-b.example.com, push.special.brand-a.example.com], credentials: ${role}}
`,
    );
    writeFileSync(
      file,
      `grants:
  - {match: {claim: r, has: all}, allow: [resume], domains: ["*"]}
  - {match: {claim: r, has: b}, allow: [resume, forbid], domains: [push.brand-b.example.com]}
`,
    );
  });

  const resourcesOf = async (name: string): Promise<unknown> => {
    await expect(run(['--account=1', '--account-name', name], file, accounts)).resolves.toBe(0);
    const { Statement } = JSON.parse(out.join('\n')) as { Statement: readonly { Resource: unknown }[] };
    return Statement.map(({ Resource }) => Resource);
  };

  test('prints the part of the policy for the domains of the account', async () => {
    expect(await resourcesOf('brand-a')).toEqual([
      ['acs:cdn:*:1:domain/*.brand-a.example.com', 'acs:cdn:*:1:domain/push.shared.example.com'],
    ]);
    out = [];
    expect(await resourcesOf('brand-b')).toEqual([
      ['acs:cdn:*:1:domain/push.brand-b.example.com', 'acs:cdn:*:1:domain/push.special.brand-a.example.com'],
      ['*'],
    ]);
  });

  test.each([
    ['a name that the file does not have', 'brand-c', () => accounts, 2, 'no account called "brand-c"'],
    ['no accounts file', 'brand-a', () => undefined, 2, 'set LIVE_ACCOUNTS_FILE'],
    ['a file that is not there', 'brand-a', () => '/nowhere/a.yaml', 1, 'cannot be read (ENOENT)'],
  ])('refuses %s', async (_title, name, path, code, message) => {
    await expect(run(['--account=1', '--account-name', name], file, path())).resolves.toBe(code);
    expect(err.join('\n')).toContain(message);
    expect(out).toEqual([]);
  });
});
