import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readAccountsFile } from '../../src/config/accounts/accounts-file.js';
import { type AccountSettings } from '../../src/config/account-config.js';
import { readConfig } from '../../src/config/read-config.js';
import { SettingsFileError } from '../../src/settings-file/settings-file-error.js';
import { faultsOf } from './faults.js';

const SECRET = 'a-secret-of-the-account';
const KEYS = { A_ACCESS_KEY_ID: 'LTAI-a', A_ACCESS_KEY_SECRET: SECRET };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accounts-file-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function read(text: string | Uint8Array, env: Readonly<Record<string, string>> = KEYS): AccountSettings {
  const path = join(folder, 'accounts.yaml');
  writeFileSync(path, text);
  const { config, secrets } = readConfig({ LIVE_ACCOUNTS_FILE: path, AUTH_MODE: 'dev', ...env });
  const { readVariable } = secrets;
  const { budgets, upstream } = config;
  return readAccountsFile({ path, readVariable, budgets, endpoint: upstream.endpoint });
}

function faultsIn(text: string | Uint8Array, env?: Readonly<Record<string, string>>): string[] {
  try {
    read(text, env);
  } catch (thrown) {
    if (!(thrown instanceof SettingsFileError)) throw thrown;
    expect(thrown.message).not.toContain(SECRET);
    expect(thrown.message).not.toContain('\n');
    return thrown.faults.map(({ path, message }) => `${path}: ${message}`);
  }
  return [];
}

/** Returns one account with the given fields, and minimal values for the others. */
function accountWith(fields: Readonly<Record<string, string>>): string {
  const all = {
    name: 'brand-a',
    domains: '[push.brand-a.example.com]',
    credentials: '{type: env, prefix: A}',
    ...fields,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `  - ${lines.join('\n    ')}\n`;
}
const fileOf = (...accounts: string[]): string => `accounts:\n${accounts.join('')}`;

describe('a valid file', () => {
  test('is parsed as documented, with the defaults of the gateway for missing settings', () => {
    const text = `
accounts:
  - name: brand-a
    domains: ["push.brand-a.example.com", "*.Brand-A.example.com"]
    credentials: { type: env, prefix: BRAND_A }
    budgets: { ResumeLiveStream: 20 }
  - name: brand-b
    domains: ["push.brand-b.example.com"]
    credentials: { type: ram_role_arn, prefix: BRAND_B, roleArn: "acs:ram::1234567890:role/live" }
    endpoint: live.ap-southeast-1.aliyuncs.com
`;
    const { accounts, credentials, files } = read(text, {
      BRAND_A_ACCESS_KEY_ID: 'LTAI-a',
      BRAND_A_ACCESS_KEY_SECRET: 's-a',
      BRAND_A_SECURITY_TOKEN: 't-a',
      BRAND_B_ACCESS_KEY_ID: 'LTAI-b',
      BRAND_B_ACCESS_KEY_SECRET: 's-b',
    });
    expect(accounts).toEqual([
      {
        name: 'brand-a',
        domains: ['push.brand-a.example.com', '*.brand-a.example.com'],
        credentials: 'env',
        endpoint: 'live.aliyuncs.com',
        budgets: expect.objectContaining({ ResumeLiveStream: 20, ForbidLiveStream: 20 }) as unknown,
      },
      {
        name: 'brand-b',
        domains: ['push.brand-b.example.com'],
        credentials: 'ram_role_arn',
        endpoint: 'live.ap-southeast-1.aliyuncs.com',
        budgets: expect.objectContaining({ ResumeLiveStream: 30 }) as unknown,
      },
    ]);
    expect(credentials.get('brand-a')).toEqual({
      type: 'sts',
      accessKeyId: 'LTAI-a',
      accessKeySecret: 's-a',
      securityToken: 't-a',
    });
    expect(credentials.get('brand-b')).toMatchObject({
      type: 'ram_role_arn',
      accessKeyId: 'LTAI-b',
      roleArn: 'acs:ram::1234567890:role/live',
    });
    expect(files).toEqual([]);
  });

  test.each([
    ['{type: ecs_ram_role}', { type: 'ecs_ram_role', roleName: undefined }],
    ['{type: ecs_ram_role, roleName: live}', { type: 'ecs_ram_role', roleName: 'live' }],
    [
      '{type: oidc_role_arn, roleArn: "acs:ram::1:role/a", oidcProviderArn: "acs:ram::1:oidc-provider/b", oidcTokenFile: /t}',
      { type: 'oidc_role_arn', roleArn: 'acs:ram::1:role/a', oidcTokenFilePath: '/t' },
    ],
    ['{type: credentials_uri, prefix: A}', { type: 'credentials_uri', credentialsURI: 'http://127.0.0.1/k' }],
  ])('accepts the credentials %s', (text, options) => {
    const { credentials } = read(fileOf(accountWith({ credentials: text })), {
      A_CREDENTIALS_URI: 'http://127.0.0.1/k',
    });
    expect(credentials.get('brand-a')).toMatchObject(options);
  });

  test('may assign a pattern of domains and one of these domains to different accounts', () => {
    const wide = accountWith({ name: 'wide', domains: '["*.example.com"]' });
    const narrow = accountWith({
      name: 'narrow',
      domains: '[push.example.com]',
      credentials: '{type: ecs_ram_role}',
    });
    expect(faultsIn(fileOf(wide, narrow))).toEqual([]);
  });
});

describe('a secret', () => {
  const inFile = (text: string): string => {
    const path = join(folder, 'secret');
    writeFileSync(path, text);
    return path;
  };

  test('may be in a file that a variable names, with a line break at its end', () => {
    const A_ACCESS_KEY_SECRET_FILE = inFile(`${SECRET}\n`);
    const { credentials, files } = read(fileOf(accountWith({})), {
      A_ACCESS_KEY_ID: 'LTAI-a',
      A_ACCESS_KEY_SECRET_FILE,
    });
    expect(credentials.get('brand-a')).toMatchObject({ accessKeySecret: SECRET });
    expect(files).toEqual([A_ACCESS_KEY_SECRET_FILE]);
  });

  test.each([
    ['', 'is empty'],
    ['\n', 'is empty'],
    [`${SECRET} x`, 'contains more than one word'],
    [`${SECRET}\n${SECRET}\n`, 'contains more than one word'],
  ])('in a file of %j is a fault', (text, fault) => {
    const env = { A_ACCESS_KEY_ID: 'LTAI-a', A_ACCESS_KEY_SECRET_FILE: inFile(text) };
    expect(faultsIn(fileOf(accountWith({})), env)).toEqual([
      `accounts[0].credentials: needs A_ACCESS_KEY_SECRET_FILE, whose file ${fault}`,
    ]);
  });

  test('in a file that is too large is a fault', () => {
    const env = { A_ACCESS_KEY_ID: 'LTAI-a', A_ACCESS_KEY_SECRET_FILE: inFile('x'.repeat(16_385)) };
    expect(faultsIn(fileOf(accountWith({})), env)).toEqual([
      'accounts[0].credentials: needs A_ACCESS_KEY_SECRET_FILE, whose file is larger than 16 KiB',
    ]);
  });

  test('in a file that cannot be read is a fault with the code of the system', () => {
    const env = { A_ACCESS_KEY_ID: 'LTAI-a', A_ACCESS_KEY_SECRET_FILE: join(folder, 'none') };
    expect(faultsIn(fileOf(accountWith({})), env)).toEqual([
      'accounts[0].credentials: needs A_ACCESS_KEY_SECRET_FILE, whose file cannot be read (ENOENT)',
    ]);
  });

  test('in a variable and in a file is a fault', () => {
    const env = { ...KEYS, A_ACCESS_KEY_SECRET_FILE: inFile(SECRET) };
    expect(faultsIn(fileOf(accountWith({})), env)).toEqual([
      'accounts[0].credentials: needs A_ACCESS_KEY_SECRET or A_ACCESS_KEY_SECRET_FILE; both are set',
    ]);
  });
});

describe('a wrong file', () => {
  test('is refused with all faults, each with its position', () => {
    const text = fileOf(
      accountWith({ name: 'brand-a', domains: '[push.a.example.com, "*.b.example.com"]' }),
      accountWith({ name: 'brand-a', domains: '["*.b.example.com"]' }),
      accountWith({
        name: 'brand-c',
        domains: '[push.c.example.com]',
        credentials: '{type: env, prefix: C}',
      }),
    );
    expect(faultsIn(text)).toEqual([
      'accounts[1].name: is the same as accounts[0].name',
      'accounts[1].domains[0]: is the same pattern as accounts[0].domains[1]',
      'accounts[1].credentials.prefix: is the same as accounts[0].credentials.prefix; an access key belongs to one account',
      'accounts[2].credentials: needs C_ACCESS_KEY_ID or C_ACCESS_KEY_ID_FILE; neither is set',
      'accounts[2].credentials: needs C_ACCESS_KEY_SECRET or C_ACCESS_KEY_SECRET_FILE; neither is set',
    ]);
  });

  const NO_SECRET =
    'is not allowed here: set secrets in the variables of the prefix, or in files that these variables name';
  test.each([
    ['', ': must contain the list "accounts"'],
    ['accounts: []', 'accounts: must not be empty'],
    ['accounts: 3', 'accounts: must be a list'],
    ['accounts: [brand-a]', 'accounts[0]: must contain names and values'],
    [fileOf(accountWith({ domains: '[]' })), 'accounts[0].domains: must not be empty'],
    [
      fileOf(accountWith({ domains: '[example.com, "a*.example.com"]' })),
      'accounts[0].domains[1]: must be a host name, "*." before a host name of at least two labels, or "*"',
    ],
    [fileOf(accountWith({ domains: '[*.example.com]' })), ': a pattern that starts with "*" must be quoted'],
    [
      fileOf(accountWith({ name: '"1234567890123456"' })),
      'accounts[0].name: must be 1 to 40 lower-case letters, digits or hyphens, and start with a letter',
    ],
    [fileOf(accountWith({ region: 'cn-shanghai' })), 'accounts[0].region: is not a known setting'],
    [fileOf(accountWith({ accessKeySecret: SECRET })), `accounts[0].accessKeySecret: ${NO_SECRET}`],
    [
      fileOf(accountWith({ credentials: `{type: env, prefix: A, accessKeySecret: ${SECRET}}` })),
      `accounts[0].credentials.accessKeySecret: ${NO_SECRET}`,
    ],
    [
      fileOf(accountWith({ credentials: `{type: env, prefix: ${SECRET}}` })),
      'accounts[0].credentials.prefix: must be a prefix of variable names: upper-case letters, digits or underscores',
    ],
    [
      fileOf(accountWith({ credentials: '{type: magic}' })),
      'accounts[0].credentials.type: must have a "type": one of env, ecs_ram_role, oidc_role_arn, ram_role_arn, credentials_uri',
    ],
    [
      fileOf(accountWith({ budgets: '{ResumeLiveStreams: 3}' })),
      'accounts[0].budgets.ResumeLiveStreams: is not a known setting',
    ],
    [
      fileOf(accountWith({ budgets: '{ResumeLiveStream: 0}' })),
      'accounts[0].budgets.ResumeLiveStream: must be at least 0.001',
    ],
    [
      fileOf(accountWith({ endpoint: 'https://live.aliyuncs.com' })),
      'accounts[0].endpoint: must be host or host:port, without scheme or path',
    ],
    [
      fileOf(accountWith({ credentials: '{type: credentials_uri, prefix: A}' })),
      'accounts[0].credentials: needs A_CREDENTIALS_URI or A_CREDENTIALS_URI_FILE; neither is set',
    ],
  ])('%j is refused', (text, fault) => {
    expect(faultsIn(text)).toEqual([fault]);
  });

  test('in GBK is refused', () => {
    expect(faultsIn(Uint8Array.of(0x61, 0x0a, 0xcd, 0xc6))).toEqual([': line 2 is not UTF-8']);
  });

  test('that is missing is refused with the code of the system', () => {
    const path = join(folder, 'none.yaml');
    const options = { path, readVariable: () => undefined, endpoint: 'e', budgets: {} as never };
    expect(() => readAccountsFile(options)).toThrow(`${path}: cannot be read (ENOENT)`);
  });
});

describe('LIVE_ACCOUNTS_FILE', () => {
  test('makes the upstream the real one', () => {
    const { config, secrets } = readConfig({ LIVE_ACCOUNTS_FILE: 'accounts.yaml', AUTH_MODE: 'dev' });
    expect(config.upstream).toMatchObject({ kind: 'alibaba', credentials: 'accounts file' });
    expect(secrets.credentials).toBeUndefined();
  });

  test('cannot be combined with the keys and the source of a single account, or the emulator', () => {
    expect(
      faultsOf({
        LIVE_ACCOUNTS_FILE: 'accounts.yaml',
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI',
        LIVE_CREDENTIALS: 'ecs_ram_role',
        LIVE_UPSTREAM: 'emulator',
        AUTH_MODE: 'dev',
      }),
    ).toEqual([
      'ALIBABA_CLOUD_ACCESS_KEY_ID: is not allowed with LIVE_ACCOUNTS_FILE; set the credential source there',
      'LIVE_CREDENTIALS: is not allowed with LIVE_ACCOUNTS_FILE; set the credential source there',
      'LIVE_UPSTREAM: "emulator" is not allowed with LIVE_ACCOUNTS_FILE',
    ]);
  });

  test('prevents warnings about the variables of its accounts', () => {
    const env = { LIVE_A_ACCESS_KEY_ID: 'LTAI', LIVE_A_ACCESS_KEY_SECRET_FILE: '/run/secret' };
    expect(readConfig({ ...env, LIVE_ACCOUNTS_FILE: 'a.yaml', AUTH_MODE: 'dev' }).warnings).toEqual([]);
    expect(readConfig(env).warnings).toHaveLength(2);
  });
});
