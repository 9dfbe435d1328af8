import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGatewayProcess } from '../support/gateway-process.js';
import { SHAPE_FOLDER } from '../support/generated-client-shape.js';
import { ROOT } from './manifests.js';
import { PATH, toNpmEnv } from './npm-env.js';
import { linksOf } from '../docs/pages.js';

interface Package {
  readonly name: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

const folder = mkdtempSync(join(tmpdir(), 'tarball-'));
const installed = join(folder, 'node_modules/apsara-live-gateway');
let files: readonly string[];
let manifest: Package;

function npm(args: readonly string[], cwd: string): string {
  return execFileSync('npm', args, { cwd, env: toNpmEnv(), encoding: 'utf8', timeout: 150_000 });
}

/** Runs a line of code in a project in which the package is installed. */
function run(code: string): string {
  const args = ['--input-type=module', '--eval', code];
  return execFileSync(process.execPath, args, { cwd: folder, env: { PATH }, encoding: 'utf8' }).trim();
}

beforeAll(() => {
  const packed = npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], ROOT);
  const [tarball] = JSON.parse(packed) as { filename: string; files: { path: string }[] }[];
  files = (tarball?.files ?? []).map(({ path }) => path);
  const quietly = ['--omit=dev', '--prefer-offline', '--no-audit', '--no-fund', '--no-save'];
  const client = npm(['pack', '--silent', '--pack-destination', folder], SHAPE_FOLDER).trim();
  npm(['install', join(folder, tarball?.filename ?? ''), join(folder, client), ...quietly], folder);
  manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Package;
}, 180_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the package', () => {
  test('contains the program, the schema, the operations and the documents', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'dist/main.js',
        'dist/emulator/main.js',
        'schema/subgraph.graphql',
        'schema/api.graphql',
        'schema/operations/resume-live-stream.graphql',
        'docs/errors.md',
        'docs/security.md',
        'README.md',
        'CHANGELOG.md',
        'LICENSE',
        'package.json',
      ]),
    );
  });

  test('contains no source, no test, no measurement and nothing of this machine', () => {
    const allowed =
      /^(?:dist|client\/dist|schema|examples|docs|deploy)\/|^(?:(?:client\/)?README(?:\.zh-CN)?\.md|CHANGELOG\.md|SECURITY\.md|THIRD-PARTY-LICENSES\.md|LICENSE|compose\.yaml|package\.json)$/;
    expect(files.filter((path) => !allowed.test(path))).toEqual([]);
    expect(
      files.filter((path) => /\.test\.|\.bench\.|\.map$|^(?!deploy\/).*\.env|\.db$|\.log$/.test(path)),
    ).toEqual([]);
  });

  test('contains every file to which its pages link', () => {
    const dead = files
      .filter((path) => path.endsWith('.md'))
      .flatMap((page) =>
        linksOf(page)
          .filter((link) => !/^(?:[a-z]+:|#)/.test(link))
          .map((link) => [page, normalize(join(page, '..', link.replace(/#.*/, '')))] as const),
      )
      .filter(([, target]) => !files.some((path) => path === target || path.startsWith(`${target}/`)));
    expect(dead).toEqual([]);
  });

  test('contains every file of its exports', () => {
    const targets = Object.values(manifest.exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    );
    expect(targets.length).toBeGreaterThan(3);
    expect(targets.filter((target) => !files.includes(target.replace('./', '')))).toEqual([]);
  });
});

describe('installed in an empty folder', () => {
  test.each([
    ['core', 'core'],
    ['auto', 'sdk@9.0.0'],
  ])(
    'it resumes a stream with LIVE_CLIENT=%s by %s and ends on SIGTERM',
    async (setting, client) => {
      const emulator = createEmulator(demoWorld());
      const { endpoint } = await emulator.listen();
      const main = join(installed, 'dist/main.js');
      const gateway = await startGatewayProcess(endpoint, { LIVE_CLIENT: setting }, main);
      const ready = await fetch(new URL('/health/ready', gateway.url));
      expect(await ready.json()).toMatchObject({ client });
      expect(await gateway.resume(DEMO_STREAM)).toMatchObject({
        data: { resumeLiveStream: { stream: DEMO_STREAM } },
      });
      expect(emulator.calls({ action: 'ResumeLiveStream' })).toHaveLength(1);
      gateway.process.kill('SIGTERM');
      expect(await gateway.ended).toBe(0);
      await emulator.close();
    },
    60_000,
  );

  test('it can be imported, and so can the typed documents', () => {
    expect(run(`import { createApp } from '${manifest.name}'; console.log(typeof createApp)`)).toBe(
      'function',
    );
    expect(
      run(
        `import * as client from '${manifest.name}/client'; console.log('ResumeLiveStreamDocument' in client)`,
      ),
    ).toBe('true');
  });

  test('its example runs, copied into another project', async () => {
    copyFileSync(join(installed, 'examples/resume.ts'), join(folder, 'resume.ts'));
    // The files of the other project.
    symlinkSync(join(ROOT, 'node_modules/graphql-request'), join(folder, 'node_modules/graphql-request'));
    const emulator = createEmulator(demoWorld());
    const { endpoint } = await emulator.listen();
    const gateway = await startGatewayProcess(endpoint, {}, join(installed, 'dist/main.js'));
    const env = { PATH, APSARA_GATEWAY_ENDPOINT: gateway.url, APSARA_GATEWAY_TOKEN: gateway.token };
    const { stdout } = await promisify(execFile)(process.execPath, ['resume.ts'], { cwd: folder, env });
    expect(stdout).toMatch(/requestId: '[0-9A-F-]{36}'/);
    expect(emulator.calls({ action: 'ResumeLiveStream' })).toHaveLength(1);
    gateway.process.kill('SIGTERM');
    await gateway.ended;
    await emulator.close();
  }, 60_000);

  test('its emulator starts in a process of another project', () => {
    const start = `import { createEmulator, demoWorld } from '${manifest.name}/emulator';
      const emulator = createEmulator(demoWorld());
      const { endpoint } = await emulator.listen();
      const listed = await (await fetch('http://' + endpoint + '/_emulator/forbidden')).json();
      await emulator.close();
      console.log(listed.length)`;
    expect(run(start)).toBe('6');
  });

  test('every command can be called by its name', () => {
    for (const name of Object.keys(manifest.bin ?? {})) {
      const command = join(folder, 'node_modules/.bin', name);
      const printed = execFileSync(command, ['--print-config'], { env: { PATH }, encoding: 'utf8' });
      expect(JSON.parse(printed)).toMatchObject({ upstream: { kind: 'emulator' } });
    }
  });

  test('its main file names Node.js as its interpreter, which a command needs', () => {
    expect(readFileSync(join(installed, 'dist/main.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});
