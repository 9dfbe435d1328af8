/**
 * Runs the public subgraph compatibility suite against a subgraph that the gateway's schema
 * builder creates. Run by `npm run compatibility`. The suite has 500 packages, so it is installed
 * into a separate folder. Its tests expect the router at a fixed port; this script replaces that
 * port, and the ports of the subgraphs, by free ones. COMPATIBILITY_FOLDER names a folder to keep.
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

/** Returns free ports. All servers listen at the same time, so that no port is returned twice. */
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
if (!ROUTER.test(text))
  throw new Error('the suite does not contain the address of the router where it is expected');
writeFileSync(client, text.replace(ROUTER, `http://127.0.0.1:${router}/`));
process.exitCode = run('npm', ['run', '--silent', 'jest', '--', 'test/federation/compatibility.test.ts'], {
  COMPATIBILITY_SUITE: suite,
  COMPATIBILITY_ROUTER_PORT: String(router),
  USERS_PORT: String(users),
  INVENTORY_PORT: String(inventory),
});
if (kept === undefined) rmSync(folder, { recursive: true });
