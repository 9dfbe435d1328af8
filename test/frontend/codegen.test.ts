import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generate } from '@graphql-codegen/cli';
import config from '../../examples/codegen.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const folder = mkdtempSync(join(tmpdir(), 'codegen-'));
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the configuration of the example generates the types of a document, with DateTime as text', async () => {
  const document =
    '/* GraphQL */ `query Q { liveDomain(name: "a.b") { onlineStreams { edges { node { publishedAt } } } } }`';
  writeFileSync(join(folder, 'page.tsx'), `export const QUERY = ${document};\n`);
  const files = (await generate(
    { ...config, schema: gateway.url, documents: [join(folder, '*.tsx')], silent: true },
    false,
  )) as { filename: string; content: string }[];
  const types = files.find(({ filename }) => filename === 'src/gql/graphql.ts')?.content;
  expect(types).toContain('publishedAt: string | null');
  expect(types).toContain('QDocument');
});
