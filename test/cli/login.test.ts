import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { runCommand } from '../support/command.js';
import { OIDC_CLIENT_ID } from '../support/oidc-provider.js';
import { signInByHand } from '../support/oidc-sign-in.js';
import { type OidcWorld, startOidcWorld } from '../support/oidc-world.js';

let world: OidcWorld;
let env: Record<string, string>;
let store: string;
let origin: string;

beforeAll(async () => {
  world = await startOidcWorld();
  world.provider.roles.set('mei', ['support']);
  ({ origin } = new URL(world.gateway.url));
}, 30_000);
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'login-'));
  env = { XDG_CONFIG_HOME: folder, APSARA_GATEWAY_ENDPOINT: world.gateway.url };
  store = join(folder, 'apsara-live-gateway/tokens.json');
  world.provider.setLifetime(600);
});
afterAll(() => world.close());

async function untilWritten(running: ReturnType<typeof runCommand>, what: RegExp): Promise<string> {
  const endMs = Date.now() + 10_000;
  while (Date.now() < endMs) {
    const found = what.exec(running.written())?.[0];
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the command has written ${running.written()}`);
}

async function login(): Promise<void> {
  const running = runCommand(['login'], env);
  await signInByHand(await untilWritten(running, /http:\/\/\S+code_challenge\S+/), 'mei');
  expect(await running.ended).toMatchObject({
    code: 0,
    out: `Signed in. The token for ${origin} is stored.\n`,
  });
}

const list = () => runCommand(['list', 'push.example.com', '--forbidden'], env).ended;
const readStore = () => JSON.parse(readFileSync(store, 'utf8')) as Record<string, { accessToken: string }>;

describe('login', () => {
  test('signs a user in with PKCE on loopback, and the other commands use the token', async () => {
    expect((await list()).code).toBe(1);
    await login();
    const listed = await list();
    expect(listed).toMatchObject({ code: 0 });
    expect(listed.out).toContain('live/match-42');
  });

  test('stores the token by the origin of the gateway, in a file that only the user can read', async () => {
    await login();
    expect(statSync(store).mode & 0o777).toBe(0o600);
    expect(Object.keys(readStore())).toEqual([origin]);
    env['APSARA_GATEWAY_ENDPOINT'] = world.gateway.url.replace('127.0.0.1', 'localhost');
    expect((await list()).code).toBe(1);
  });

  test('signs a user in with a code that is entered on another device', async () => {
    const running = runCommand(['login', '--device'], env);
    const line = await untilWritten(running, /Open \S+ on any device, and type the code \S+/);
    const [, address = '', code = ''] = /Open (\S+) .* code (\S+)/.exec(line) ?? [];
    await signInByHand(address, 'mei', code);
    expect(await running.ended).toMatchObject({ code: 0 });
    expect((await list()).code).toBe(0);
  });

  test('prints no token', async () => {
    const running = runCommand(['login'], env);
    await signInByHand(await untilWritten(running, /http:\/\/\S+code_challenge\S+/), 'mei');
    await running.ended;
    expect(running.written()).not.toContain('eyJ');
  });

  test('an expired token is renewed with its refresh token', async () => {
    world.provider.setLifetime(20);
    await login();
    const before = readStore()[origin]?.accessToken;
    world.provider.setLifetime(600);
    expect((await list()).code).toBe(0);
    expect(readStore()[origin]?.accessToken).not.toBe(before);
    expect(statSync(store).mode & 0o777).toBe(0o600);
  });

  test('a token of the environment has priority over the stored token', async () => {
    await login();
    env['APSARA_GATEWAY_TOKEN'] = 'no token';
    const { code, err } = await list();
    expect(code).toBe(1);
    expect(err).toContain('UNAUTHENTICATED');
  });

  test('--remove removes the token', async () => {
    await login();
    const { code, out } = await runCommand(['login', '--remove'], env).ended;
    expect({ code, out }).toEqual({ code: 0, out: `The token for ${origin} is removed.\n` });
    expect((await list()).code).toBe(1);
  });

  test('a damaged file counts as empty, and is replaced', async () => {
    await login();
    writeFileSync(store, '{');
    expect((await list()).code).toBe(1);
    await login();
    expect((await list()).code).toBe(0);
  });

  test.each([
    [
      ['--issuer', 'http://id.example.com', '--client-id', OIDC_CLIENT_ID],
      2,
      'the issuer must be an https address',
    ],
    [['--issuer', 'http://127.0.0.1:1', '--client-id', 'c'], 1, 'has no discovery document that can be read'],
  ])('refuses %j', async (argv, code, message) => {
    const ended = await runCommand(['login', ...argv], env).ended;
    expect(ended.code).toBe(code);
    expect(ended.err).toContain(message);
  });

  test('needs an issuer if the gateway names none', async () => {
    env['APSARA_GATEWAY_ENDPOINT'] = 'http://127.0.0.1:1/graphql';
    const { code, err } = await runCommand(['login'], env).ended;
    expect(code).toBe(2);
    expect(err).toContain('give --issuer and --client-id');
  });

  test('a refusal of the identity provider exits 1', async () => {
    const running = runCommand(['login'], env);
    const address = new URL(await untilWritten(running, /http:\/\/\S+code_challenge\S+/));
    const back = new URL(address.searchParams.get('redirect_uri') ?? '');
    back.search = new URLSearchParams({
      error: 'access_denied',
      state: address.searchParams.get('state') ?? '',
    }).toString();
    await fetch(back);
    expect(await running.ended).toMatchObject({ code: 1 });
    expect(running.written()).toContain('The identity provider has refused the sign-in.');
  });
});
