import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ERROR_MESSAGES_ZH_CN } from 'apsara-live-gateway-client';
import { build } from 'esbuild';
import { DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { startGateway } from '../support/gateway.js';
import { ROOT } from './manifests.js';
import { PATH, toNpmEnv } from './npm-env.js';

const run = promisify(execFile);
const KILOBYTE = 1024;
const folder = mkdtempSync(join(tmpdir(), 'client-package-'));
const packages = join(folder, 'node_modules');
let files: readonly string[];

function npm(args: readonly string[], cwd: string): string {
  return execFileSync('npm', args, { cwd, env: toNpmEnv(), encoding: 'utf8', timeout: 150_000 });
}

/** The example of the package's page, in a project in which the package is installed. */
function writeExample(): void {
  const page = readFileSync(join(packages, 'apsara-live-gateway-client/README.md'), 'utf8');
  const [, example] = /^```ts\n([^]*?)^```$/m.exec(page) ?? [];
  if (example === undefined) throw new Error('the page has no example');
  writeFileSync(join(folder, 'resume.ts'), example);
}

beforeAll(() => {
  const client = join(ROOT, 'client');
  const packed = npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], client);
  const [tarball] = JSON.parse(packed) as { filename: string; files: { path: string }[] }[];
  files = (tarball?.files ?? []).map(({ path }) => path);
  const { devDependencies, dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
    dependencies: Record<string, string>;
  };
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const beside = [
    `graphql-request@${devDependencies['graphql-request']}`,
    `graphql@${dependencies['graphql']}`,
  ];
  const quietly = ['--prefer-offline', '--no-audit', '--no-fund'];
  npm(['install', `./${tarball?.filename}`, ...beside, ...quietly], folder);
  writeExample();
}, 180_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function sizeOf(path: string): number {
  return statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
    : statSync(path).size;
}

describe('the client package', () => {
  test('contains the built files, its page and its licence', () => {
    const others = files.filter((path) => !path.startsWith('dist/'));
    expect(others.toSorted()).toEqual(['LICENSE', 'README.md', 'package.json']);
    expect(files.filter((path) => !/\.(?:js|d\.ts|md|json)$|^LICENSE$/.test(path))).toEqual([]);
  });

  test('takes less than 128 KB, including its only dependency', () => {
    const manifest = JSON.parse(
      readFileSync(join(packages, 'apsara-live-gateway-client/package.json'), 'utf8'),
    ) as { dependencies: object };
    expect(Object.keys(manifest.dependencies)).toEqual(['@graphql-typed-document-node/core']);
    const installed = ['apsara-live-gateway-client', '@graphql-typed-document-node'];
    const size = installed.reduce((sum, name) => sum + sizeOf(join(packages, name)), 0);
    expect(size).toBeGreaterThan(10 * KILOBYTE);
    expect(size).toBeLessThan(128 * KILOBYTE);
  });

  test('adds at most 4 KB to a page with one document and the retries, compressed', async () => {
    const entry = "export { ResumeLiveStreamDocument, withRetry } from 'apsara-live-gateway-client';";
    const { outputFiles, warnings } = await build({
      stdin: { contents: entry, resolveDir: folder },
      bundle: true,
      format: 'esm',
      minify: true,
      platform: 'browser',
      write: false,
    });
    const [bundle] = outputFiles;
    expect(warnings).toEqual([]);
    expect(bundle?.text).toContain('ResumeLiveStream');
    expect(bundle?.text).not.toMatch(/ForbidLiveStream|QUOTA_EXCEEDED/);
    expect(gzipSync(bundle?.contents ?? '').length).toBeLessThanOrEqual(4 * KILOBYTE);
  });
});

describe('the example of its page', () => {
  const compile = (name: string, options: object): string => {
    const outDir = join(folder, name);
    mkdirSync(outDir);
    const compilerOptions = { strict: true, target: 'ES2022', outDir, ...options };
    const config = join(folder, `${name}.json`);
    writeFileSync(config, JSON.stringify({ compilerOptions, files: ['resume.ts'] }));
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', config], { cwd: folder, env: { PATH }, encoding: 'utf8' });
    return join(outDir, 'resume.js');
  };

  test.each([
    ['bundler', { module: 'ESNext', moduleResolution: 'bundler' }],
    ['nodenext', { module: 'NodeNext', moduleResolution: 'NodeNext' }],
  ])(
    'compiles with moduleResolution %s, and resumes a stream',
    async (name, options) => {
      const compiled = compile(name, options);
      const gateway = await startGateway();
      const execute = async (streamName: string): Promise<string> => {
        const args = [gateway.url, gateway.token, streamName].map((arg) => JSON.stringify(arg)).join(', ');
        const code = `import { resume } from '${compiled}'; console.log(await resume(${args}));`;
        const flags = ['--input-type=module', '--eval', code];
        const { stdout } = await run(process.execPath, flags, { cwd: folder, env: { PATH } });
        return stdout.trim();
      };
      const requestId = await execute(DEMO_STREAM.streamName);
      expect(requestId).toBe(gateway.emulator.calls({ action: 'ResumeLiveStream' })[0]?.requestId);
      expect(await execute('')).toBe(ERROR_MESSAGES_ZH_CN.BAD_USER_INPUT);
      await gateway.close();
    },
    60_000,
  );
});
