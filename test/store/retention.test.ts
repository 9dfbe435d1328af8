import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createApp, type App } from '../../src/app.js';
import { readConfig } from '../../src/config/read-config.js';
import { openStore } from '../../src/store/open-store.js';
import { until } from '../emulator/support/until.js';

describe('a row that is older than the retention', () => {
  let folder: string;
  let file: DatabaseSync;
  let gateway: App;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'retention-'));
    const path = join(folder, 'gateway.db');
    const store = await openStore({ url: `file:${path}` });
    await store.ledger.intend({
      account: 'default',
      address: { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' },
      kind: 'RESUME',
      subject: 'm',
      reason: undefined,
      until: undefined,
      correlationId: 'c-1',
    });
    await store.events.append([
      {
        address: { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' },
        kind: 'PUBLISHED',
        at: new Date(Date.now() - 31 * 86_400_000),
        isDomainKnown: true,
      },
      {
        address: { domainName: 'push.example.com', appName: 'live', streamName: 'match-43' },
        kind: 'PUBLISHED',
        at: new Date(Date.now() - 29 * 86_400_000),
        isDomainKnown: true,
      },
    ]);
    await store.close();
    file = new DatabaseSync(path);
    file.exec('update stream_action set started_at_ms = 1');
  });
  afterEach(async () => {
    await gateway.close();
    file.close();
    rmSync(folder, { recursive: true });
  });

  const isThere = (): boolean => file.prepare('select id from stream_action').all().length > 0;
  const streamsWithEvents = (): unknown[] =>
    file
      .prepare('select stream_name from stream_event')
      .all()
      .map((row) => row['stream_name']);
  const compose = (port: number): Promise<App> => {
    const url = `file:${join(folder, 'gateway.db')}`;
    const { config, secrets } = readConfig({ PORT: String(port), LOG_LEVEL: 'silent', DATABASE_URL: url });
    return createApp(config, secrets);
  };
  /** All statements that were started are then done, because SQLite runs in this process. */
  const settle = () => new Promise(setImmediate);

  test('stays while the gateway starts, and is deleted when it listens', async () => {
    gateway = await compose(0);
    await settle();
    expect(isThere()).toBe(true);
    await gateway.listen();
    await until(() => !isThere());
    // Events have a separate retention, 30 days by default.
    await until(() => streamsWithEvents().length < 2);
    expect(streamsWithEvents()).toEqual(['match-43']);
  });

  test('stays if the gateway cannot listen', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    gateway = await compose((other.address() as AddressInfo).port);
    await expect(gateway.listen()).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await settle();
    expect(isThere()).toBe(true);
    other.close();
  });
});
