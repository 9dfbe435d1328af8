import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import {
  CALLBACK_ENV,
  callBack,
  createLiveEmulator,
  DOMAIN,
  eventOf,
  eventually,
  EVENTS,
  FORBID,
  historyOf,
  kindsOf,
  nextSecond,
  RESUME,
  STATUS,
  statusesOf,
  STREAM,
} from '../support/live-events.js';
import { hasPgBouncer, startPgBouncer } from '../support/pgbouncer.js';
import { createDatabase, hasPostgres } from '../support/postgres.js';
import { createPostgresServer } from '../support/postgres-server.js';
import { DEMO_KEYS, toUpstreamEnv } from '../support/upstream-env.js';
import { WAYS } from '../support/subscribers.js';

interface Place {
  readonly env: Readonly<Record<string, string>>;
  /** How the replicas detect changes by each other. */
  readonly changes: string;
  drop(): Promise<void>;
}

async function onPostgres(): Promise<Place> {
  const database = await createDatabase();
  const env = { DATABASE_URL: database.gatewayUrl() };
  return { env, changes: 'listen', drop: () => database.drop() };
}

/** @param listens whether there is a connection beside the pooler */
async function throughPgBouncer(listens: boolean): Promise<Place> {
  const server = await createPostgresServer();
  const bouncer = await startPgBouncer(server.port);
  await server.query('create database events');
  return {
    env: {
      DATABASE_URL: server.url('events', bouncer.port),
      ...(listens && { DATABASE_LISTEN_URL: server.url('events') }),
    },
    changes: listens ? 'listen' : 'poll',
    drop: async () => {
      await bouncer.close();
      await server.drop();
    },
  };
}

/** Waits until the replica reports this mode of detecting changes. */
async function reports(replica: TestGateway, changes: string): Promise<void> {
  let reported = '';
  const endMs = Date.now() + 8_000;
  while (reported !== changes && Date.now() < endMs) {
    const ready = (await (await fetch(new URL('/health/ready', replica.url))).json()) as { changes: string };
    reported = ready.changes;
  }
  expect(reported).toBe(changes);
}

function suite(name: string, isThere: boolean, createPlace: () => Promise<Place>): void {
  (isThere ? describe : describe.skip)(`two replicas ${name}`, () => {
    let place: Place;
    let emulator: Emulator;
    let called: TestGateway;
    let watched: TestGateway;

    beforeEach(async () => {
      place = await createPlace();
      emulator = createLiveEmulator();
      const { endpoint } = await emulator.listen();
      const env = {
        ...toUpstreamEnv(endpoint),
        ...DEMO_KEYS,
        ...CALLBACK_ENV,
        ...place.env,
        AUTH_MODE: 'none',
      };
      called = await startGateway(env);
      watched = await startGateway(env);
      callBack(emulator, called.url);
    });
    afterEach(async () => {
      await Promise.all([called.close(), watched.close()]);
      await emulator.close();
      await place.drop();
    });

    test('show every action and callback of the other replica once, and report how they detect changes', async () => {
      // The connection to listen on is opened beside the start, which does not wait for it.
      for (const replica of [called, watched]) await reports(replica, place.changes);

      const events = WAYS['graphql-ws']({
        url: watched.url,
        query: EVENTS,
        variables: { domainName: DOMAIN },
      });
      const statuses = WAYS['graphql-sse']({ url: watched.url, query: STATUS, variables: STREAM });
      await statuses.nth(1);
      await nextSecond();
      await called.post(FORBID, { input: STREAM });
      await eventually(
        () => ['FORBIDDEN', 'UNPUBLISHED'].every((kind) => kindsOf(events).includes(kind)),
        () => kindsOf(events),
      );
      await eventually(() => statusesOf(statuses).at(-1) === 'FORBIDDEN');
      await nextSecond();
      await called.post(RESUME, { input: STREAM });
      await eventually(
        () => kindsOf(events).at(-1) === 'PUBLISHED',
        () => kindsOf(events),
      );
      expect(kindsOf(events).slice(-2)).toEqual(['RESUMED', 'PUBLISHED']);
      await eventually(() => statusesOf(statuses).at(-1) === 'ONLINE');

      const ids = events.got.map((answer) => eventOf(answer).id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const replica of [called, watched])
        expect((await historyOf(replica)).slice(0, ids.length).map(({ id }) => id)).toEqual(ids.toReversed());
      events.leave();
      statuses.leave();
    });
  });
}

suite('on one PostgreSQL', hasPostgres, onPostgres);
suite('through PgBouncer', hasPgBouncer, () => throughPgBouncer(false));
suite('through PgBouncer, with a connection to listen on', hasPgBouncer, () => throughPgBouncer(true));
