import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { examine } from '../../src/cli/doctor/doctor-command.js';
import { type CheckId, type Level } from '../../src/cli/doctor/finding.js';
import { findChinese } from '../../src/cli/doctor/zh-cn.js';
import { type FaultName } from '../../src/emulator/faults/catalogue.js';
import { DOCTOR_SECRET, type DoctorWorld, grantsOf, startDoctorWorld } from '../support/doctor-world.js';
import { DEMO_KEYS } from '../support/upstream-env.js';

/** Checks whose finding quotes what is wrong with a setting or a file. */
const FILES = new Set<CheckId>(['settings', 'grants', 'accounts']);

let world: DoctorWorld;
let good: Record<string, string>;

beforeAll(async () => {
  world = await startDoctorWorld();
});
beforeEach(() => {
  good = world.reset();
});
afterAll(() => world.close());

const fault = (name: FaultName, operation?: string) => () => {
  world.emulator.inject({ fault: name, operation, times: 'always' });
  return {};
};
const grants =
  (...domains: string[]) =>
  () => ({ GRANTS_FILE: world.writeFile('other.yaml', grantsOf(...domains)) });
const accounts = (text: object) => () => ({
  ...Object.fromEntries(Object.keys(DEMO_KEYS).map((name) => [name, ''])),
  LIVE_CALLBACK_SECRET: '',
  LIVE_ACCOUNTS_FILE: world.writeFile('accounts.yaml', text),
});
const document = (changed: Record<string, unknown> | undefined) => () => {
  world.discovery = changed === undefined ? undefined : { ...world.discovery, ...changed };
  return {};
};

type Row = [what: string, change: () => Record<string, string>, check: CheckId, level: Level, found: RegExp];

const TABLE: Row[] = [
  ['a wrong setting', () => ({ PORT: '99999' }), 'settings', 'failure', /^PORT "99999" is not allowed/],
  [
    'two wrong settings',
    () => ({ PORT: 'x', LOG_LEVEL: 'loud' }),
    'settings',
    'failure',
    /^LOG_LEVEL "loud"/,
  ],
  ['a misspelled setting', () => ({ LIVE_TIMEOUT: '5' }), 'misspelled', 'warning', /is not a setting/],
  [
    'no keys of the account',
    () => ({ ALIBABA_CLOUD_ACCESS_KEY_SECRET: '' }),
    'settings',
    'failure',
    /SECRET is not set/,
  ],
  [
    'a key that does not exist',
    () => ({ ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI-none' }),
    'credentials',
    'failure',
    /rejects the access key \(InvalidAccessKeyId\.NotFound\)/,
  ],
  [
    'a wrong secret',
    () => ({ ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'wrong' }),
    'credentials',
    'failure',
    /rejects the access key \(SignatureDoesNotMatch\)/,
  ],
  [
    'a key that is switched off',
    fault('InvalidAccessKeyId.Inactive'),
    'credentials',
    'failure',
    /InvalidAccessKeyId\.Inactive/,
  ],
  [
    'a clock that is wrong',
    fault('InvalidTimeStamp.Expired'),
    'credentials',
    'failure',
    /InvalidTimeStamp\.Expired/,
  ],
  [
    'a source of keys that is away',
    () => ({ LIVE_CREDENTIALS: 'credentials_uri', ALIBABA_CLOUD_CREDENTIALS_URI: 'http://127.0.0.1:1/' }),
    'credentials',
    'failure',
    /gives no access key \(refused\)/,
  ],
  [
    'an endpoint where nothing listens',
    () => ({ LIVE_ENDPOINT: '127.0.0.1:1' }),
    'endpoint',
    'failure',
    /no answer/,
  ],
  [
    'an endpoint that does not exist',
    () => ({ LIVE_ENDPOINT: 'live.invalid' }),
    'endpoint',
    'failure',
    /no answer/,
  ],
  [
    'no right to resume',
    fault('Forbidden.RAM', 'ResumeLiveStream'),
    'ram',
    'failure',
    /denied \(Forbidden\.RAM\)/,
  ],
  [
    'no right to forbid',
    fault('Forbidden.RAM', 'ForbidLiveStream'),
    'ram',
    'failure',
    /denied \(Forbidden\.RAM\)/,
  ],
  [
    'no right to read the forbid list',
    fault('Forbidden.RAM', 'DescribeLiveStreamsBlockList'),
    'forbid-list',
    'failure',
    /UPSTREAM_DENIED/,
  ],
  [
    'no right to read callbacks',
    fault('Forbidden.RAM', 'DescribeLiveStreamsNotifyRecords'),
    'ram',
    'warning',
    /denied/,
  ],
  [
    'an operation without an answer',
    fault('reset-before-answer', 'DescribeLiveStreamsOnlineList'),
    'ram',
    'warning',
    /no answer/,
  ],
  [
    'a grant on a domain that is not there',
    grants('push.none.example.com'),
    'mapping',
    'failure',
    /the account has no such domain/,
  ],
  [
    'a grant on a streaming domain',
    grants('live.example.com'),
    'mapping',
    'warning',
    /it is a streaming domain/,
  ],
  [
    'a pattern that matches nothing',
    grants('*.none.example'),
    'granted-domains',
    'warning',
    /matches no domain/,
  ],
  ['no grants file', () => ({ GRANTS_FILE: '' }), 'grants', 'failure', /GRANTS_FILE is not set/],
  [
    'an empty grants file',
    () => ({ GRANTS_FILE: world.writeFile('empty.yaml', { grants: [] }) }),
    'grants',
    'failure',
    /grant/,
  ],
  [
    'a broken grants file',
    () => ({ GRANTS_FILE: world.writeFile('broken.yaml', { grants: [{ allow: 1 }] }) }),
    'grants',
    'failure',
    /grants\[0\]/,
  ],
  [
    'a grants file that is not there',
    () => ({ GRANTS_FILE: join(world.folder, 'none.yaml') }),
    'grants',
    'failure',
    /none\.yaml/,
  ],
  [
    'development tokens',
    () => ({ AUTH_JWKS_URL: '', AUTH_ISSUER: '', AUTH_AUDIENCE: '', AUTH_MODE: 'dev' }),
    'keys',
    'warning',
    /AUTH_MODE is dev/,
  ],
  [
    'a key endpoint that is away',
    () => ({ AUTH_JWKS_URL: 'http://127.0.0.1:1/keys' }),
    'keys',
    'failure',
    /cannot be read \(\w+\)/,
  ],
  [
    'a key endpoint that is not one',
    () => {
      world.keys.setMode('garbage');
      return {};
    },
    'keys',
    'failure',
    /cannot be read \(not_json\)/,
  ],
  [
    'a key endpoint without keys',
    () => {
      world.keys.setMode('keyless');
      return {};
    },
    'keys',
    'failure',
    /no key that can be used|no_keys/,
  ],
  ['no discovery document', document(undefined), 'issuer', 'warning', /no discovery document/],
  [
    'another issuer in it',
    document({ issuer: 'https://other.example.com' }),
    'issuer',
    'failure',
    /names another issuer/,
  ],
  [
    'another key endpoint in it',
    document({ jwks_uri: 'https://other.example.com/keys' }),
    'issuer',
    'warning',
    /another key endpoint/,
  ],
  ['a database in memory', () => ({ DATABASE_URL: 'file::memory:' }), 'database', 'warning', /in memory/],
  [
    'a database that is away',
    () => ({ DATABASE_URL: 'postgres://u:hidden@127.0.0.1:1/db' }),
    'database',
    'failure',
    /no server answers/,
  ],
  [
    'callbacks that are not set',
    () => ({ GRANTS_FILE: world.writeFile('a.yaml', grantsOf('push.brand-a.example.com')) }),
    'callbacks',
    'warning',
    /none are set/,
  ],
  [
    'callbacks that go elsewhere',
    () => ({ LIVE_CALLBACK_SECRET: 'anothersecret00001' }),
    'callbacks',
    'warning',
    /they go elsewhere/,
  ],
  [
    'callbacks with another key',
    () => ({ LIVE_CALLBACK_AUTH_KEY: 'anotherauthkey0001' }),
    'callbacks',
    'failure',
    /signed with another key/,
  ],
  [
    'no callbacks in the gateway',
    () => ({ LIVE_CALLBACK_SECRET: '' }),
    'callbacks',
    'warning',
    /takes no callbacks/,
  ],
  ['a broken accounts file', accounts({ accounts: [{ name: 'a' }] }), 'accounts', 'failure', /accounts\[0\]/],
];

describe('doctor', () => {
  test('detects at least 25 misconfigurations', () => {
    expect(TABLE.length).toBeGreaterThanOrEqual(25);
  });

  test.each(TABLE)(
    '%s: reports it, with its meaning and what to do',
    async (_what, change, check, level, found) => {
      const findings = await examine({ ...good, ...change() }, { token: undefined });
      const reported = findings.filter((finding) => finding.check === check && finding.level === level);
      expect(reported.map((finding) => finding.found).join('\n')).toMatch(new RegExp(found.source, 'm'));
      for (const { found: text, meaning = '', action = '' } of reported) {
        // A fault of a setting or a file is that of the file, and English.
        if (!FILES.has(check)) expect([text, findChinese(text)]).toEqual([text, expect.any(String)]);
        expect([meaning, findChinese(meaning)]).toEqual([meaning, expect.any(String)]);
        expect([action, findChinese(action)]).toEqual([action, expect.any(String)]);
        expect(meaning).toMatch(/\.$/);
        expect(action).toMatch(/\.$/);
      }
      const text = JSON.stringify(findings);
      for (const secret of [...Object.values(DEMO_KEYS), DOCTOR_SECRET, 'hidden'])
        expect(text).not.toContain(secret);
    },
  );
});
