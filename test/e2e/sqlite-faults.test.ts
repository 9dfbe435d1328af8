import { copyFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { createKeptLog } from '../support/log-lines.js';
import { RESUME, START_BULK_RESUME } from '../support/queries.js';
import { mountSmallDisk, type SmallDisk } from '../support/small-disk.js';
import { lockSqlite } from '../support/sqlite-lock.js';

const DOMAIN = 'push.example.com';
const STREAM = { domainName: DOMAIN, appName: 'live', streamName: 'match-42' };
const AWAY = { code: 'STORE_UNAVAILABLE', outcome: 'NOT_SENT', retryable: true };

describe('a gateway whose SQLite file fails', () => {
  let folder: string;
  let path: string;
  let gateway: TestGateway;
  let log: ReturnType<typeof createKeptLog>;
  let disk: SmallDisk | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sqlite-faults-'));
    path = join(folder, 'gateway.db');
    log = createKeptLog();
  });
  afterEach(async () => {
    await gateway.close();
    disk?.remove();
    disk = undefined;
    rmSync(folder, { recursive: true });
  });
  async function start(file = path): Promise<void> {
    gateway = await startGateway({ DATABASE_URL: `file:${file}` }, { logger: log.logger });
  }
  async function health(): Promise<unknown> {
    const response = await fetch(new URL('/health/ready', gateway.url));
    const body = (await response.json()) as { parts: object; reasons?: object };
    return { status: response.status, ...body.reasons };
  }
  const resume = async () => (await gateway.post(RESUME, { input: STREAM })).body;
  const bulk = async (count: number) => {
    const streams = Array.from({ length: count }, (_, n) => ({
      appName: 'live',
      streamName: `${n}-${'x'.repeat(200)}`,
    }));
    return (await gateway.post(START_BULK_RESUME, { input: { domainName: DOMAIN, streams } })).body;
  };
  const reasonsInLog = () =>
    log.lines
      .map((line) => JSON.parse(line) as { msg: string; reason?: string })
      .filter(({ msg }) => msg === 'the store cannot be used')
      .map(({ reason }) => reason);

  test('because the disk is full refuses actions with STORE_UNAVAILABLE, is not ready, and recovers when there is space', async () => {
    disk = mountSmallDisk(4);
    if (disk === undefined) {
      process.stderr.write('No file system can be mounted: the test of a full disk is skipped.\n');
      return start();
    }
    await start(join(disk.folder, 'gateway.db'));
    expect(await health()).toEqual({ status: 200 });
    disk.fill();
    expect(await health()).toEqual({ status: 503, store: 'full' });
    expect((await bulk(300)).errors?.[0]?.extensions).toMatchObject(AWAY);
    expect(await health()).toEqual({ status: 503, store: 'full' });
    expect(gateway.emulator.calls({ action: 'ResumeLiveStream' })).toEqual([]);
    expect(reasonsInLog()).toEqual(['full']);
    disk.empty();
    expect(await health()).toEqual({ status: 200 });
    expect((await resume()).errors).toBeUndefined();
    return undefined;
  });

  test.each([
    ['removed', () => undefined],
    [
      'replaced by a copy',
      (moved: string) => {
        copyFileSync(moved, path);
      },
    ],
  ])('and is %s acts no more, says why, and goes on once the file is back', async (_title, replace) => {
    await start();
    expect((await resume()).errors).toBeUndefined();
    const moved = join(folder, 'moved.db');
    renameSync(path, moved);
    replace(moved);
    expect((await resume()).errors?.[0]?.extensions).toMatchObject(AWAY);
    expect(await health()).toEqual({ status: 503, store: 'file_replaced' });
    expect(gateway.emulator.calls({ action: 'ResumeLiveStream' })).toHaveLength(1);
    expect(reasonsInLog()).toEqual(['file_replaced']);
    expect(log.lines.join('')).not.toContain(folder);
    renameSync(moved, path);
    expect(await health()).toEqual({ status: 200 });
    expect((await resume()).errors).toBeUndefined();
  });

  test('because another process locks it answers other requests meanwhile, and acts when the lock is released', async () => {
    await start();
    const lock = await lockSqlite(path);
    const order: string[] = [];
    const acted = resume().then(({ errors }) => order.push(errors === undefined ? 'acted' : 'refused'));
    for (let n = 0; n < 3; n += 1) {
      await fetch(new URL('/health/live', gateway.url));
      order.push('live');
    }
    await lock.release();
    await acted;
    expect(order).toEqual(['live', 'live', 'live', 'acted']);
  });

  test('because another process locks it too long is not ready, and becomes ready afterwards', async () => {
    await start();
    const lock = await lockSqlite(path);
    expect((await resume()).errors?.[0]?.extensions).toMatchObject(AWAY);
    expect(await health()).toEqual({ status: 503, store: 'busy' });
    await lock.release();
    expect(await health()).toEqual({ status: 200 });
    expect((await resume()).errors).toBeUndefined();
    expect(reasonsInLog()).toEqual(['busy']);
  });
});
