import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { examine } from '../../src/cli/doctor/doctor-command.js';
import { CHECKS } from '../../src/cli/doctor/finding.js';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { runCommand, runOnTerminal } from '../support/command.js';
import { type DoctorWorld, grantsOf, startDoctorWorld } from '../support/doctor-world.js';
import { hasPostgres } from '../support/postgres.js';
import { hasPgBouncer, startPgBouncer } from '../support/pgbouncer.js';
import { createPostgresServer } from '../support/postgres-server.js';
import { DEMO_KEYS } from '../support/upstream-env.js';

let world: DoctorWorld;
let good: Record<string, string>;

beforeAll(async () => {
  world = await startDoctorWorld();
});
beforeEach(() => {
  good = world.reset();
});
afterAll(() => world.close());

describe('doctor', () => {
  test('finds no failure in a correct setup, and changes nothing', async () => {
    const before = world.emulator.forbidden();
    const findings = await examine(good, { token: undefined });
    expect(findings.filter(({ level }) => level !== 'ok')).toEqual([]);
    const checks = new Set(findings.map(({ check }) => check));
    expect([...checks].toSorted()).toEqual([
      'callbacks',
      'clock',
      'credentials',
      'database',
      'endpoint',
      'forbid-list',
      'granted-domains',
      'grants',
      'issuer',
      'keys',
      'mapping',
      'node',
      'ram',
      'settings',
    ]);
    expect(world.emulator.forbidden()).toEqual(before);
    const acted = world.emulator.calls().filter(({ action }) => /^(?:Resume|Forbid)/.test(action));
    expect(acted.map(({ params }) => params['DomainName']?.endsWith('.invalid'))).toEqual([true, true]);
  });

  (hasPostgres ? test : test.skip).each([
    ['good', 'postgres://postgres@127.0.0.1:5432/test', 'ok', /^PostgreSQL \d+, writable$/],
    [
      'a database that does not exist',
      'postgres://postgres@127.0.0.1:5432/none',
      'failure',
      /the database does not exist/,
    ],
    [
      'read-only',
      'postgres://postgres@127.0.0.1:5432/test?options=-c%20default_transaction_read_only%3Don',
      'failure',
      /takes no writes/,
    ],
  ])('PostgreSQL that is %s', async (_what, url, level, found) => {
    const findings = await examine({ ...good, DATABASE_URL: url }, { token: undefined });
    const database = findings.filter(({ check }) => check === 'database');
    expect(database.map((finding) => [finding.level, finding.found])).toEqual([
      [level, expect.stringMatching(found)],
    ]);
  });

  test('a key file of development tokens that cannot be used is reported as a failure', async () => {
    const env = { DATABASE_URL: 'file::memory:', DEV_TOKEN_KEY_FILE: world.folder };
    const findings = await examine(env, { token: undefined });
    const [finding] = findings.filter(({ check, level }) => check === 'keys' && level === 'failure');
    expect(finding).toMatchObject({
      subject: 'DEV_TOKEN_KEY_FILE',
      found: 'the file of the development key cannot be used',
    });
  });

  (hasPgBouncer ? test : test.skip)(
    'a pooler is a warning, until a direct connection is given',
    async () => {
      const server = await createPostgresServer();
      const bouncer = await startPgBouncer(server.port);
      const pooled = server.url('postgres', bouncer.port);
      const poolerOf = async (env: Record<string, string>): Promise<unknown> => {
        const findings = await examine({ ...good, DATABASE_URL: pooled, ...env }, { token: undefined });
        return findings.filter(({ check }) => check === 'pooler').map(({ level, found }) => [level, found]);
      };
      expect(await poolerOf({})).toEqual([['warning', 'DATABASE_URL goes through a pooler']]);
      expect(await poolerOf({ DATABASE_LISTEN_URL: pooled })).toEqual([
        ['warning', 'DATABASE_LISTEN_URL goes through a pooler, too'],
      ]);
      expect(await poolerOf({ DATABASE_LISTEN_URL: server.url('postgres') })).toEqual([
        ['ok', 'DATABASE_LISTEN_URL leads straight to the server'],
      ]);
      await bouncer.close();
      await server.drop();
    },
    60_000,
  );

  test('checks 5 accounts with 20 domains within 10 s', async () => {
    const names = Array.from({ length: 5 }, (_, n) => `brand-${n}`);
    const domains = names.flatMap((name) =>
      Array.from({ length: 4 }, (_, n) => ({
        ingest: `push-${n}.${name}.example.com`,
        streaming: `play-${n}.${name}.example.com`,
      })),
    );
    const many = createEmulator({ ...demoWorld(), domains, seed: {} });
    const at = await many.listen();
    const prefixOf = (name: string) => name.toUpperCase().replace('-', '_');
    const variables = Object.fromEntries(
      names.flatMap((name) =>
        Object.entries(DEMO_KEYS).map(([key, value]) => [
          key.replace('ALIBABA_CLOUD', prefixOf(name)),
          value,
        ]),
      ),
    );
    const file = world.writeFile('many.yaml', {
      accounts: names.map((name) => ({
        name,
        domains: [`*.${name}.example.com`],
        credentials: { type: 'env', prefix: prefixOf(name) },
      })),
    });
    const env: Record<string, string> = {
      ...good,
      ...variables,
      LIVE_ENDPOINT: at.endpoint,
      LIVE_ACCOUNTS_FILE: file,
    };
    for (const name of [...Object.keys(DEMO_KEYS), 'LIVE_CALLBACK_SECRET']) env[name] = '';
    env['GRANTS_FILE'] = world.writeFile(
      'many-grants.yaml',
      grantsOf(...domains.map(({ ingest }) => ingest)),
    );
    const startMs = performance.now();
    const findings = await examine(env, { token: undefined });
    expect(performance.now() - startMs).toBeLessThan(10_000);
    expect(findings.filter(({ check, level }) => check === 'mapping' && level === 'ok')).toHaveLength(20);
    expect(findings.filter(({ level }) => level === 'failure')).toEqual([]);
    await many.close();
  }, 30_000);
});

describe('the command doctor', () => {
  const run = (argv: readonly string[], env: Record<string, string>, input = '') =>
    runCommand(['doctor', ...argv], env, input).ended;

  test('exits 0 if no check has failed, and 1 otherwise', async () => {
    expect(await run([], good)).toMatchObject({ code: 0, err: '' });
    const failed = await run([], { ...good, ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'wrong' });
    expect(failed).toMatchObject({ code: 1, err: '1 check has failed.\n' });
    expect(failed.out).toContain('FAIL credentials default: ApsaraVideo Live rejects the access key');
    expect(failed.out).not.toContain('\u001b');
  });

  test('prints JSON with ids of a closed list', async () => {
    const { out } = await run(['--json'], good);
    const { findings } = JSON.parse(out) as { findings: { check: string; level: string; found: string }[] };
    expect(findings.length).toBeGreaterThan(15);
    expect(findings.filter(({ check }) => !Object.hasOwn(CHECKS, check))).toEqual([]);
  });

  test('uses colours on a terminal, and not with NO_COLOR', async () => {
    const colored = await runOnTerminal(['doctor'], good).ended;
    expect(colored.out).toContain('\u001b[32mok');
    const plain = await runOnTerminal(['doctor'], { ...good, NO_COLOR: '1' }).ended;
    expect(plain.out).not.toContain('\u001b[32m');
  });

  test('explains a token from the standard input, and does not print it', async () => {
    const token = await world.keys.mint({ claims: { iss: world.issuer, roles: ['moderator'] } });
    const { out, code } = await run(['--token-stdin'], good, token);
    expect(code).toBe(0);
    expect(out).toContain('ok   token: read, resume on push.example.com, apps * and "*"');
    expect(out).not.toContain(token);
  });

  test.each([
    ['without a grant', { roles: ['nothing'] }, /no grant covers it/],
    ['of another audience', { aud: 'other' }, /the token is refused/],
  ])('explains a token %s', async (_what, claims, found) => {
    const token = await world.keys.mint({ claims: { iss: world.issuer, ...claims } });
    const { out, code } = await run(['--token-stdin'], good, token);
    expect(code).toBe(1);
    expect(out).toMatch(found);
  });
});
