import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runProgram } from '../../src/cli/program.js';
import { MemoryBulkResumes } from '../support/bulk-resumes.memory.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { createTestTerminal } from '../support/terminal.js';
import { LIST_CASES, type ListCase } from './list-cases.js';

const jobs = new MemoryBulkResumes();
const folder = mkdtempSync(join(tmpdir(), 'list-files-'));
const file = join(folder, 'streams.csv');
const table: string[] = [];
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({}, { bulkResumes: jobs });
});
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
  process.stderr.write(`What each of ${table.length} files became:\n${table.join('\n')}\n`);
});

/** What the gateway got as a job, and what the command told. */
async function give({ bytes, encoding }: ListCase): Promise<{ code: number; got: string[]; err: string }> {
  writeFileSync(file, bytes);
  const before = jobs.orders.length;
  const terminal = createTestTerminal();
  const argv = ['--domain', 'push.example.com', '--file', file, '--detach'];
  const env = { APSARA_GATEWAY_ENDPOINT: gateway.url, APSARA_GATEWAY_TOKEN: gateway.token };
  const flags = encoding === undefined ? [] : ['--encoding', encoding];
  const code = await runProgram(['bulk-resume', ...argv, ...flags], env, terminal);
  const got = jobs.orders
    .slice(before)
    .flatMap(({ streams }) => streams?.map(({ appName, streamName }) => `${appName}|${streamName}`) ?? []);
  return { code, got, err: terminal.errors.join('\n') };
}

describe('a list is parsed to exactly its streams, or is refused with a line number', () => {
  test.each(LIST_CASES)('$title', async (one) => {
    const { code, got, err } = await give(one);
    const [first = ''] = err.split('\n');
    table.push(
      `${code}  ${one.title.padEnd(44)} ${code === 0 ? JSON.stringify(got.slice(0, 5)) : first.replace(`${file} `, '')}`,
    );
    if (one.sent !== undefined) {
      expect({ code, got }).toEqual({ code: 0, got: one.sent });
      return;
    }
    expect({ code, got }).toEqual({ code: 2, got: [] });
    expect(first).toContain(one.refused);
    if (one.refused?.startsWith('--') !== true) expect(err).toMatch(/\nNothing was started\.$/);
  });

  test('there are at least sixty files, both valid and invalid', () => {
    expect(LIST_CASES.filter((one) => one.sent !== undefined).length).toBeGreaterThanOrEqual(30);
    expect(LIST_CASES.filter((one) => one.refused !== undefined).length).toBeGreaterThanOrEqual(30);
  });
});
