import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from '@jest/globals';
import { openStore } from '../../src/store/open-store.js';
import { type ActionIntent } from '../../src/stream/ledger.js';
import { listActionsOf } from '../support/actions.js';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
const ADDRESS = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };
const RESUME: ActionIntent = {
  account: 'default',
  address: ADDRESS,
  kind: 'RESUME',
  subject: 'm',
  reason: undefined,
  until: undefined,
  correlationId: 'c',
};

/** Runs a block of commands of the page in a folder, as an operator copies them. */
function run(folder: string, having: string): void {
  const block = Array.from(PAGE.matchAll(/^```sh\n([^`]*)^```/gm), ([, text = '']) => text).find((text) =>
    text.includes(having),
  );
  if (block === undefined) throw new Error(`no commands with ${having}`);
  const PATH = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;
  execFileSync('sh', ['-euc', block], { cwd: folder, env: { PATH } });
}

it('the documented backup of a running gateway contains all committed actions, and a restore returns them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'operations-'));
  const url = `file:${join(folder, 'data/gateway.db')}`;
  let store = await openStore({ url });
  const ids = [await store.ledger.intend(RESUME), await store.ledger.intend(RESUME)];
  for (const id of ids)
    await store.ledger.conclude(id, { outcome: 'SUCCEEDED', requestId: 'R', code: undefined });
  run(folder, 'vacuum into');
  expect(statSync(join(folder, 'gateway-backup.db')).mode & 0o777).toBe(0o600);
  await store.ledger.intend(RESUME);
  await store.close();

  run(folder, 'cp gateway-backup.db');
  store = await openStore({ url });
  const { actions } = await listActionsOf(store.ledger, ADDRESS, { first: 9 });
  expect(actions.map(({ id, outcome }) => [id, outcome])).toEqual(
    ids.toReversed().map((id) => [id, 'SUCCEEDED']),
  );
  await store.close();
  rmSync(folder, { recursive: true });
});
