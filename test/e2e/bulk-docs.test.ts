import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { VARIABLES } from '../../src/config/env.js';
import { runShell } from '../support/command.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/bulk.md'), 'utf8');
const blocks = Array.from(page.matchAll(/^```sh\n([^]*?)^```$/gm), ([, text = '']) => text);
/** Dots mark what the reader must fill in. */
const commands = blocks.filter((text) => !text.includes('…'));
const folder = mkdtempSync(join(tmpdir(), 'bulk-docs-'));

/** The notice about a file before its job starts. */
const NOTICE = /^[^\n(]+ \([\w-]+\): \d+ streams?\n|^ {2}app "[^\n]+"\n/gm;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ LIVE_CLIENT: 'core' });
});
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

describe('docs/bulk.md', () => {
  test('has commands and settings that the gateway reads', () => {
    expect(commands.length).toBeGreaterThanOrEqual(6);
    const set = blocks.filter((text) => text.includes('…')).join('');
    const names = Array.from(set.matchAll(/^export (\w+)=/gm), ([, name = '']) => name);
    const known = ['APSARA_GATEWAY_ENDPOINT', 'APSARA_GATEWAY_TOKEN', ...Object.keys(VARIABLES)];
    expect(names.length).toBeGreaterThanOrEqual(3);
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
  });

  test.each(commands)('%s', async (text) => {
    gateway.emulator.reset();
    const env = { APSARA_GATEWAY_ENDPOINT: gateway.url, APSARA_GATEWAY_TOKEN: gateway.token ?? '' };
    const { code, out, err } = await runShell(`set -e; ${text}`, folder, env).ended;
    expect({ code, err: err.replaceAll(NOTICE, '') }).toEqual({ code: 0, err: '' });
    if (text.includes('curl'))
      expect(out).toMatch(/event: next\n[^]*"state":"FINISHED"[^]*event: complete\n/);
    else expect(out).toMatch(/resumed\.\n|Resumed\. |was not forbidden|is stopped/);
  });
});
