/**
 * Runs the public subgraph compatibility suite against a subgraph that this gateway's schema builder makes:
 * `npm run compatibility`. The suite is fetched into a folder of its own, since it brings 500 packages; its tests
 * look for the router at a fixed port, which is moved to a free one, as are those of its subgraphs.
 * COMPATIBILITY_FOLDER keeps the folder.
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const NAME = '@apollo/federation-subgraph-compatibility-tests';
const VERSION = '1.2.1';
const ROUTER = /(?<=exports\.ROUTER_URL = ')[^']+/;

const kept = process.env['COMPATIBILITY_FOLDER'];
const folder = kept === undefined ? mkdtempSync(join(tmpdir(), 'compatibility-')) : resolve(kept);
const suite = join(folder, 'node_modules', NAME);

/** All at once, so that none is given twice. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  return servers.map((server) => {
    const { port } = server.address() as AddressInfo;
    server.close();
    return port;
  });
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  return status ?? 1;
}

if (!existsSync(suite)) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const install = ['i', '--ignore-scripts', '--no-save', '--no-audit', '--no-fund', '--prefix', folder];
  if (run('npm', [...install, `${NAME}@${VERSION}`]) !== 0) process.exit(1);
}
const [router, users, inventory] = await freePorts(3);
const client = join(suite, 'dist/utils/client.js');
const text = readFileSync(client, 'utf8');
if (!ROUTER.test(text)) throw new Error('the suite no longer says where it looks for the router');
writeFileSync(client, text.replace(ROUTER, `http://127.0.0.1:${router}/`));
process.exitCode = run('npm', ['run', '--silent', 'jest', '--', 'test/federation/compatibility.test.ts'], {
  COMPATIBILITY_SUITE: suite,
  COMPATIBILITY_ROUTER_PORT: String(router),
  USERS_PORT: String(users),
  INVENTORY_PORT: String(inventory),
});
if (kept === undefined) rmSync(folder, { recursive: true });
