import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { type Emulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { createPostgresServer, hasPostgresServer, type PostgresServer } from '../support/postgres-server.js';
import { RESUME } from '../support/queries.js';
import { createTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';

const DOMAIN = 'push.example.com';
const CALLERS = 3;
const PAUSE_MS = 100;

const opened: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const part of opened.splice(0).toReversed()) await part.close();
});

interface Acted {
  readonly streamName: string;
  readonly error: Readonly<Record<string, unknown>> | undefined;
}

/** Callers that resume one stream after another, each of its own name, until they are stopped. */
function act(gateway: TestGateway) {
  const acted: Acted[] = [];
  let count = 0;
  let stopped = false;
  const call = async (): Promise<void> => {
    while (!stopped) {
      count += 1;
      const streamName = `s-${count}`;
      const { body } = await gateway.post(RESUME, {
        input: { domainName: DOMAIN, appName: 'live', streamName },
      });
      acted.push({ streamName, error: body.errors?.[0]?.extensions });
      await sleep(PAUSE_MS);
    }
  };
  const ended = Promise.all(Array.from({ length: CALLERS }, call));
  return {
    acted,
    succeeded: () => acted.filter(({ error }) => error === undefined).length,
    stop: async () => {
      stopped = true;
      await ended;
    },
  };
}

async function until(what: string, isSo: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  const giveUpAtMs = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > giveUpAtMs) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(50);
  }
}

async function ready(gateway: TestGateway): Promise<{ status: number; reason: string | undefined }> {
  const response = await fetch(new URL('/health/ready', gateway.url));
  const body = (await response.json()) as { reasons?: { store?: string } };
  return { status: response.status, reason: body.reasons?.store };
}

const resumedBy = (emulator: Emulator): string[] =>
  emulator.calls({ action: 'ResumeLiveStream' }).map(({ params }) => params['StreamName'] ?? '');

async function startWorld(): Promise<{
  primary: PostgresServer;
  standby: PostgresServer;
  proxy: TcpProxy;
  gateway: TestGateway;
}> {
  const primary = await createPostgresServer();
  opened.push({ close: () => primary.drop() });
  const standby = await primary.createStandby();
  opened.push({ close: () => standby.drop() });
  // The standby also has every committed transaction.
  await primary.query("alter system set synchronous_standby_names = '*'");
  await primary.query('select pg_reload_conf()');
  const proxy = await createTcpProxy({ host: '127.0.0.1', port: primary.port });
  opened.push(proxy);
  const gateway = await startGateway({ DATABASE_URL: primary.url('postgres', proxy.port) });
  opened.push(gateway);
  return { primary, standby, proxy, gateway };
}

interface Demotion {
  /** What happens to the old primary. */
  readonly how: string;
  readonly reasons: readonly string[];
  readonly demote: (primary: PostgresServer) => Promise<unknown>;
}
const DEMOTIONS: readonly Demotion[] = [
  {
    how: 'left running, read-only',
    reasons: ['read_only'],
    demote: async (primary) => {
      await primary.query('alter system set default_transaction_read_only = on');
      await primary.query('select pg_reload_conf()');
    },
  },
  {
    how: 'stopped',
    reasons: ['restarting', 'reset', 'refused'],
    demote: (primary) => primary.stop(),
  },
];

(hasPostgresServer ? test : test.skip).each(DEMOTIONS)(
  'actions succeed again within 10 s of a fail-over whose old primary is $how; none is lost or done twice',
  async ({ reasons, demote }) => {
    const { primary, standby, proxy, gateway } = await startWorld();
    const actions = act(gateway);
    await until('some actions', () => actions.succeeded() > 10);

    await demote(primary);
    await until('not ready, with the reason', async () => {
      const { status, reason } = await ready(gateway);
      return status === 503 && reasons.includes(reason ?? '');
    });
    await standby.promote();
    proxy.lead(standby.port);
    const before = actions.succeeded();
    await until('actions succeed again', () => actions.succeeded() > before + 10);
    expect(await ready(gateway)).toEqual({ status: 200, reason: undefined });
    await actions.stop();

    const refused = actions.acted.filter(({ error }) => error !== undefined);
    expect(refused.length).toBeGreaterThan(0);
    for (const { error } of refused)
      expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', outcome: 'NOT_SENT', retryable: true });
    const answered = actions.acted.filter(({ error }) => error === undefined);
    const names = answered.map(({ streamName }) => streamName).toSorted();
    expect(resumedBy(gateway.emulator).toSorted()).toEqual(names);
    // An outcome that the old primary refused is written later. An intent whose write failed may exist, but never as a
    // success.
    const keptNames = async () =>
      (
        await standby.query<{ name: string }>(
          "select stream_name as name from stream_action where outcome = 'SUCCEEDED'",
        )
      )
        .map(({ name }) => name)
        .toSorted();
    await until('every outcome is kept', async () => (await keptNames()).length >= names.length);
    expect(await keptNames()).toEqual(names);
    const others = await standby.query<{ name: string; outcome: string }>(
      "select stream_name as name, outcome from stream_action where outcome <> 'SUCCEEDED'",
    );
    expect(new Set([...others.map(({ outcome }) => outcome), 'NOT_SENT', 'PENDING']).size).toBe(2);
    const refusedNames = refused.map(({ streamName }) => streamName);
    expect(refusedNames).toEqual(expect.arrayContaining(others.map(({ name }) => name)));
  },
  60_000,
);
