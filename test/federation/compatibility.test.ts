import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { composeServices } from '@apollo/composition';
import { expect, test } from '@jest/globals';
import { graphql, parse } from 'graphql';
import { createProductsSchema } from './compatibility/products.js';

/**
 * The folder of the suite, which `npm run compatibility` fetches. This command also sets the address of the
 * router for the tests, and the ports of its subgraphs in their variables USERS_PORT and INVENTORY_PORT.
 */
const SUITE = process.env['COMPATIBILITY_SUITE'];
const ROUTER_PORT = Number(process.env['COMPATIBILITY_ROUTER_PORT'] ?? 0);

const sdlOf = async (): Promise<string> => {
  const { data } = await graphql({ schema: await createProductsSchema(), source: '{ _service { sdl } }' });
  return (data?.['_service'] as { sdl: string }).sdl;
};

test('the schema builder of this gateway includes every directive of federation in the subgraph', async () => {
  const { supergraphSdl, errors } = composeServices([
    { name: 'products', url: 'https://products.example.com', typeDefs: parse(await sdlOf()) },
    {
      name: 'users',
      url: 'https://users.example.com',
      typeDefs:
        parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
        type User @key(fields: "email") {
          email: ID! name: String totalProductsCreated: Int @shareable yearsOfEmployment: Int!
        }`),
    },
    {
      name: 'inventory',
      url: 'https://inventory.example.com',
      typeDefs: parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
        interface Inventory @key(fields: "id") { id: ID! }
        type OpenSourceInventory implements Inventory @key(fields: "id") { id: ID! }
        type Query { inventory(id: ID!): Inventory }`),
    },
  ]);
  expect(errors).toBeUndefined();
  expect(supergraphSdl).toContain('@custom');
});

if (SUITE === undefined)
  test.skip('the public compatibility suite: skipped, `npm run compatibility` runs it', () => undefined);
else
  test('the public subgraph compatibility suite passes completely', async () => {
    const products = await serve(new ApolloServer({ schema: await createProductsSchema() }), 0);
    const users = await startSubgraph(SUITE, 'users');
    const inventory = await startSubgraph(SUITE, 'inventory');
    const services = [
      { name: 'products', url: products.url, typeDefs: parse(await sdlOf()) },
      ...[users, inventory].map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
    ];
    const { supergraphSdl = '' } = composeServices(services);
    const gateway = new ApolloGateway({ supergraphSdl });
    const router = await serve(new ApolloServer({ gateway }), ROUTER_PORT);
    try {
      const { passed, failed } = await runSuite(SUITE, products.url);
      process.stderr.write(`compatibility: ${passed.length} of ${passed.length + failed.length} pass\n`);
      expect(failed).toEqual([]);
      expect(passed).toHaveLength(23);
    } finally {
      await Promise.all([router.stop(), products.stop(), users.stop(), inventory.stop()]);
    }
  }, 120_000);

async function serve(
  server: ApolloServer,
  port: number,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const { url } = await startStandaloneServer(server, { listen: { port, host: '127.0.0.1' } });
  return { url, stop: () => server.stop() };
}

/** Starts one of the subgraphs of the suite. */
async function startSubgraph(suite: string, name: 'users' | 'inventory') {
  const folder = join(suite, 'dist/subgraphs', name);
  const port = process.env[`${name.toUpperCase()}_PORT`] ?? '';
  const child = spawn(process.execPath, ['index.js'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  return {
    name,
    url: `http://127.0.0.1:${port}/`,
    sdl: readFileSync(join(folder, `${name}.graphql`), 'utf8'),
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

/** Runs the tests of the suite with the Jest of the suite. */
async function runSuite(suite: string, productsUrl: string): Promise<{ passed: string[]; failed: string[] }> {
  const jest = createRequire(join(suite, 'package.json')).resolve('jest/bin/jest');
  const config = join(suite, 'federation-jest.config.js');
  const args = [jest, 'dist/tests', '--ci', '--json', '--rootDir', suite, '--config', config];
  const child = spawn(process.execPath, args, {
    cwd: suite,
    // Without the variables that this Jest has set for its own tests.
    env: { PATH: process.env['PATH'], HOME: dirname(suite), PRODUCTS_URL: productsUrl },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  const { testResults } = JSON.parse(output) as {
    testResults: { assertionResults: { fullName: string; status: string; failureMessages: string[] }[] }[];
  };
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  const namesOf = (isPassed: boolean): string[] =>
    results
      .filter(({ status }) => (status === 'passed') === isPassed)
      .map(({ fullName, failureMessages }) => [fullName, ...failureMessages].join('\n'));
  return { passed: namesOf(true), failed: namesOf(false) };
}
