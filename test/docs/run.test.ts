import { copyFileSync, globSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { COMMANDS, OTHER_COMMANDS } from '../../src/cli/commands.js';
import { type DoctorWorld, startDoctorWorld } from '../support/doctor-world.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { type Ended, runCommand, runShell } from '../support/command.js';
import { allBlocks } from './pages.js';

const ROOT = join(import.meta.dirname, '../..');
const COMMAND = /^(?:\w+=\$\()?(?:apsara-live-gateway|node dist\/main\.js) /m;
/** The result of lines that need a user, a provider or a public address. Every other line exits with 0. */
const OTHERWISE: readonly (readonly [line: RegExp, code: number, output: RegExp])[] = [
  [/ login (?!.*--remove)/, 2, /names no identity provider/],
  [/ record /, 2, /needs a terminal/],
  [/ move-store /, 2, /PostgreSQL/],
  [/ callbacks check /, 1, /live\.example\.com\/callbacks\/live\/…/],
];
/** Lines of other programs that a block may contain. */
const LEFT_OUT = /^\s*(?:export \w+=|npm |docker |kubectl )/;

let world: DoctorWorld;
let gateway: TestGateway;
let env: Record<string, string>;

beforeAll(async () => {
  world = await startDoctorWorld();
  const settings = world.reset();
  world.writeFile('grants.yaml', {
    grants: [
      {
        match: { claim: 'roles', has: 'moderator' },
        allow: ['read', 'resume', 'forbid'],
        domains: ['push.example.com'],
        anyApp: true,
      },
    ],
  });
  gateway = await startGateway({ ...settings, DATABASE_URL: 'file::memory:' });
  const token = await world.keys.mint({ claims: { iss: world.issuer, roles: ['moderator'] } });
  writeFileSync(join(world.folder, 'token.txt'), token);
  const [recording = ''] = globSync('test/recordings/**/*.jsonl', { cwd: ROOT });
  copyFileSync(join(ROOT, recording), join(world.folder, 'recording.jsonl'));
  writeFileSync(join(world.folder, 'streams.csv'), 'appName,streamName\nlive,match-42\n');
  mkdirSync(join(world.folder, 'data'));
  env = {
    ...settings,
    APSARA_GATEWAY_ENDPOINT: gateway.url,
    APSARA_GATEWAY_TOKEN: token,
    HOME: world.folder,
  };
  // A first store for the line that copies it.
  await runCommand(['doctor'], { ...env, DATABASE_URL: `file:${join(world.folder, 'data/gateway.db')}` })
    .ended;
}, 60_000);
afterAll(async () => {
  await gateway.close();
  await world.close();
});

/** Runs lines unchanged, with the gateway of this test. */
function run(text: string): Promise<Ended> {
  const here = text
    .split('\n')
    .filter((line) => !LEFT_OUT.test(line))
    .join('\n')
    .replaceAll('https://live-gateway.example.com', new URL(gateway.url).origin)
    .replaceAll('node dist/main.js', 'apsara-live-gateway')
    .replaceAll(/--wait \d+/g, '--wait 1')
    .replaceAll(/ callbacks set (.*)/g, ' callbacks set $1 --yes');
  return runShell(`set -e; ${here}`, world.folder, env).ended;
}

async function expectToRun(text: string): Promise<void> {
  const [, code, output] = OTHERWISE.find(([line]) => line.test(text)) ?? [undefined, 0, undefined];
  const ended = await run(text);
  expect({ text, ...ended }).toEqual({ text, ...ended, code });
  expect(ended.err).not.toContain('    at ');
  if (output !== undefined) expect(ended.out + ended.err).toMatch(output);
}

const blocks = allBlocks('sh')
  .filter(({ text }) => COMMAND.test(text))
  .map(({ place, text }): [string, string] => [place, text]);

describe('a block of a page with the command', () => {
  test.each(blocks)(
    '%s runs as it stands',
    async (_place, text) => {
      await expectToRun(text);
    },
    60_000,
  );

  test('exists on the pages', () => {
    expect(blocks.length).toBeGreaterThan(20);
  });
});

describe('the help', () => {
  test.each([...Object.keys(COMMANDS), ...OTHER_COMMANDS])(
    'of %s has an example that runs',
    async (command) => {
      const { code, out } = await runCommand([command, '--help'], env).ended;
      expect(code).toBe(0);
      const examples = out.match(/apsara-live-gateway .*/g)?.filter((line) => !/[<[]/.test(line)) ?? [];
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) await expectToRun(example);
    },
    60_000,
  );
});
