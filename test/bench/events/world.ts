import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoWorld } from '../../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../../src/emulator/server.js';
import { signCallback, toCallbackQuery } from '../../support/callback-requests.js';
import { CALLBACK_ENV, CALLBACK_KEY, CALLBACK_SECRET, DOMAIN } from '../../support/live-events.js';
import { AUDIENCE, createJwksServer, ISSUER, type JwksServer } from '../../support/jwks-server.js';
import { createPostgresServer, type PostgresServer } from '../../support/postgres-server.js';
import { DEMO_KEYS, toUpstreamEnv } from '../../support/upstream-env.js';
import { type Metered, startMetered } from '../gateway/metered.js';
import { startWatchers, type Watchers } from './watchers.js';

const MAIN = join(process.cwd(), 'dist/main.js');
/** A domain without subscribers. */
export const OTHER_DOMAIN = 'push.brand-a.example.com';
/** The number of subscriptions per caller. A caller may begin 20 subscriptions per second. */
const PER_CALLER = 10;
const GRANTS = `grants:
  - match: { claim: roles, has: moderator }
    allow: [read, resume]
    domains: ['${DOMAIN}', '${OTHER_DOMAIN}']
    apps: ['*']
`;
export const EVENTS = `subscription ($after: ID) { liveStreamEvents(domainName: "${DOMAIN}", after: $after) {
  id kind at stream { appName streamName } action { by reason }
} }`;
export const STATUS = `subscription ($streamName: String!) {
  liveStreamStatus(domainName: "${DOMAIN}", appName: "live", streamName: $streamName) { status streamName }
}`;

export interface SentCallback {
  readonly streamName: string;
  /** Unix seconds. */
  readonly time: number;
}

/** The parts around the gateways of a benchmark: PostgreSQL, the emulator, tokens, subscribers. */
export class EventWorld {
  readonly emulator: Emulator;
  readonly server: PostgresServer;
  readonly watchers: Watchers;
  /** One token for each caller. There is one caller for every 10 subscribers. */
  readonly tokens: readonly string[];
  readonly #keys: JwksServer;
  readonly #endpoint: string;
  readonly #folder: string;

  private constructor(
    parts: Pick<EventWorld, 'emulator' | 'server' | 'watchers' | 'tokens'>,
    { keys, endpoint, folder }: { keys: JwksServer; endpoint: string; folder: string },
  ) {
    this.emulator = parts.emulator;
    this.server = parts.server;
    this.watchers = parts.watchers;
    this.tokens = parts.tokens;
    this.#keys = keys;
    this.#endpoint = endpoint;
    this.#folder = folder;
  }

  static async start(subscribers: number): Promise<EventWorld> {
    const emulator = createEmulator(demoWorld({ limits: 'off' }));
    const { endpoint } = await emulator.listen();
    const server = await createPostgresServer();
    await server.query('create database events');
    const keys = await createJwksServer();
    const tokens = await Promise.all(
      Array.from({ length: Math.ceil(subscribers / PER_CALLER) }, (_, n) =>
        keys.mint({ claims: { sub: `caller-${n}` } }),
      ),
    );
    const folder = mkdtempSync(join(tmpdir(), 'bench-events-'));
    writeFileSync(join(folder, 'grants.yaml'), GRANTS);
    const watchers = await startWatchers();
    return new EventWorld({ emulator, server, watchers, tokens }, { keys, endpoint, folder });
  }

  startGateway(env: Readonly<Record<string, string>> = {}): Promise<Metered> {
    return startMetered({
      script: MAIN,
      env: {
        PORT: '0',
        LOG_LEVEL: 'info',
        LIVE_CLIENT: 'core',
        ...toUpstreamEnv(this.#endpoint),
        ...DEMO_KEYS,
        DATABASE_URL: this.server.url('events'),
        REPLICAS: '2',
        ...CALLBACK_ENV,
        AUTH_JWKS_URL: this.#keys.url,
        AUTH_ISSUER: ISSUER,
        AUTH_AUDIENCE: AUDIENCE,
        GRANTS_FILE: join(this.#folder, 'grants.yaml'),
        ...env,
      },
    });
  }

  /** Sets the callback URL of the domain to a gateway, as its operator does. */
  callBack(gateway: Metered): void {
    this.emulator.setCallbacks(DOMAIN, { url: toCallbackUrl(gateway), authKey: CALLBACK_KEY });
  }

  async query<R>(statement: string): Promise<readonly R[]> {
    const { Client } = await import('pg');
    const client = new Client({ connectionString: this.server.url('events') });
    await client.connect();
    try {
      return (await client.query(statement)).rows as R[];
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    this.watchers.stop();
    await this.emulator.close();
    await this.#keys.close();
    await this.server.drop();
    rmSync(this.#folder, { recursive: true });
  }
}

const toCallbackUrl = ({ url }: Metered): string =>
  `${new URL(url).origin}/callbacks/live/${CALLBACK_SECRET}`;

/**
 * Sends one callback on a new connection, as ApsaraVideo Live does. Resolves with the status of
 * the response, or with undefined after 5 s or a lost connection.
 */
export function sendCallback(
  gateway: Metered,
  { streamName, time }: SentCallback,
): Promise<number | undefined> {
  const query = toCallbackQuery({ id: streamName, time: String(time) });
  const headers = signCallback(DOMAIN);
  return new Promise((resolve) => {
    const sent = httpRequest(
      `${toCallbackUrl(gateway)}?${query}`,
      { headers, agent: false, timeout: 5_000 },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    sent.on('timeout', () => sent.destroy());
    sent.on('close', () => {
      resolve(undefined);
    });
    sent.on('error', () => {
      resolve(undefined);
    });
    sent.end();
  });
}

/** Resumes a stream that has no encoder. Rejects if the resume fails. */
export async function sendResume(
  { url }: Metered,
  token: string,
  streamName: string,
  domainName = DOMAIN,
): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({
      query: 'mutation ($i: ResumeLiveStreamInput!) { resumeLiveStream(input: $i) { requestId } }',
      variables: { i: { domainName, appName: 'other', streamName } },
    }),
  });
  const text = await response.text();
  if (!text.includes('"requestId":"')) throw new Error(text.slice(0, 300));
}
