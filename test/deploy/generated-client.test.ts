import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { blocksOf } from '../docs/pages.js';
import { SHAPE_FOLDER } from '../support/generated-client-shape.js';
import { textsOf } from './dockerfile.js';
import { ROOT } from './manifests.js';
import { PATH, toNpmEnv } from './npm-env.js';

const NAME = '@alicloud/live20161101';
const PAGE = 'docs/connect.md';
/** The loader of the generated client in the gateway, and its imports. */
const LOADER = ['upstream/sdk/generated-client.js', 'stream/thrown.js'];
const MAIN = `#!/usr/bin/env node
import { loadGeneratedPackage } from './upstream/sdk/generated-client.js';
process.stdout.write((await loadGeneratedPackage())?.version ?? 'none');
`;

const folder = mkdtempSync(join(tmpdir(), 'generated-client-'));
/** The manifest and the loader of the gateway without dependencies. npm and Node.js need them to find the package. */
const gateway = join(folder, 'apsara-live-gateway');
let gatewayTarball: string;
let clientTarball: string;

function pack(path: string): string {
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
  const name = execFileSync('npm', args, { cwd: path, env: toNpmEnv(), encoding: 'utf8' }).trim();
  return join(folder, basename(name));
}

/** Runs a command of the page. Tarballs replace the registry and the build. */
function run(command: string, cwd: string, env: Readonly<Record<string, string>> = {}): void {
  const quiet = ' --prefer-offline --no-audit --no-fund --ignore-scripts';
  const here = command.replace(/\.\/apsara-live-gateway-\S+/, gatewayTarball).replace(NAME, clientTarball);
  const { status, stderr } = spawnSync('sh', ['-c', here + quiet], {
    cwd,
    env: { ...toNpmEnv(), PATH, ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${here} ended with ${String(status)}: ${stderr}`);
}

/** The version of the generated client that a gateway at this path finds, or `none`. */
const foundFrom = (main: string): string =>
  execFileSync(process.execPath, [main], { env: { PATH }, encoding: 'utf8' });

const commands = blocksOf(PAGE)
  .filter(({ language, text }) => language === 'sh' && text.includes(NAME))
  .map(({ text }) => text);
const commandWith = (word: string): string => {
  const [found, ...others] = commands.filter((command) => command.includes(word));
  if (found === undefined || others.length > 0) throw new Error(`not one command with ${word}`);
  return found;
};

function makeFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

beforeAll(() => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, unknown>;
  const kept = ['name', 'version', 'type', 'bin', 'peerDependencies', 'peerDependenciesMeta'];
  mkdirSync(gateway);
  writeFileSync(
    join(gateway, 'package.json'),
    JSON.stringify(Object.fromEntries(kept.map((key) => [key, manifest[key]]))),
  );
  for (const path of LOADER) {
    mkdirSync(dirname(join(gateway, 'dist', path)), { recursive: true });
    cpSync(join(ROOT, 'dist', path), join(gateway, 'dist', path));
  }
  writeFileSync(join(gateway, 'dist/main.js'), MAIN, { mode: 0o755 });
  gatewayTarball = pack(gateway);
  clientTarball = pack(SHAPE_FOLDER);
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('after the command of docs/connect.md, the generated client', () => {
  test('is found in a checkout, which stays unchanged', () => {
    const checkout = join(folder, 'checkout');
    cpSync(gateway, checkout, { recursive: true });
    expect(foundFrom(join(checkout, 'dist/main.js'))).toBe('none');
    run(commandWith('--no-save'), checkout);
    expect(foundFrom(join(checkout, 'dist/main.js'))).toBe('9.0.0');
    expect(readdirSync(checkout).toSorted()).toEqual(['dist', 'node_modules', 'package.json']);
    const read = (root: string): string => readFileSync(join(root, 'package.json'), 'utf8');
    expect(read(checkout)).toBe(read(gateway));
  }, 60_000);

  test('is found beside the tarball of the gateway in a project', () => {
    const project = makeFolder('project');
    writeFileSync(join(project, 'package.json'), '{ "private": true }');
    run(commandWith('install ./'), project);
    expect(foundFrom(join(project, 'node_modules/apsara-live-gateway/dist/main.js'))).toBe('9.0.0');
    expect(commandWith('install ./')).toContain(`./${basename(gatewayTarball)} `);
  }, 60_000);

  test('is reported as broken, not as absent, if one of its dependencies is missing', () => {
    const installed = join(folder, 'project/node_modules');
    rmSync(join(installed, '@alicloud/openapi-core'), { recursive: true });
    const main = join(installed, 'apsara-live-gateway/dist/main.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [main], {
      env: { PATH },
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain("Cannot find module '@alicloud/openapi-core'");
  });

  test('is found by the command of a global installation', () => {
    const prefix = makeFolder('global');
    run(commandWith('--global'), folder, { npm_config_prefix: prefix });
    const command = join(prefix, 'bin/apsara-live-gateway');
    expect(execFileSync(command, { env: { PATH }, encoding: 'utf8' })).toBe('9.0.0');
  }, 60_000);

  test('is found in an image, with the same command as in a checkout and for the user of the image', () => {
    const dockerfile = blocksOf(PAGE).find(({ language }) => language === 'dockerfile')?.text ?? '';
    expect(textsOf(dockerfile, 'RUN')).toEqual([commandWith('--no-save')]);
    expect(textsOf(dockerfile, 'USER')).toEqual(['0', '1000:1000']);
  });
});
