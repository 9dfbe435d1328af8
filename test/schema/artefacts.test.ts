import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createUnservedSchema, toApiSdl, toSubgraphSdl } from '../../src/graphql/artefacts.js';
import { type GatewaySchema } from '../../src/graphql/schema.js';

const MEND = 'npm run artefacts';
const committed = (path: string): string => readFileSync(path, 'utf8');

let schema: GatewaySchema;
beforeAll(async () => {
  schema = await createUnservedSchema();
});

describe(`generated files are committed and current (${MEND} writes them)`, () => {
  test('schema/subgraph.graphql', () => {
    expect(committed('schema/subgraph.graphql')).toBe(toSubgraphSdl(schema.subgraph));
  });

  test('schema/api.graphql', () => {
    expect(committed('schema/api.graphql')).toBe(toApiSdl(schema.api));
  });

  test('schema/client, the typed documents', async () => {
    const cli = 'node_modules/@graphql-codegen/cli/esm/bin.js';
    const check = [cli, '--config', 'codegen.yml', '--check', '--errors-only'];
    const answer = await promisify(execFile)(process.execPath, check).catch((thrown: unknown) => thrown);
    // A stale file fails the command; its name is in stderr.
    expect(answer).not.toBeInstanceOf(Error);
  });
});

describe('the two schemas', () => {
  test('the subgraph names its federation version and its keys', () => {
    const sdl = toSubgraphSdl(schema.subgraph);
    expect(sdl).toContain(
      '@link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable", "@tag"])',
    );
    expect(sdl).toMatch(
      /type LiveStream\s+@key\(fields: "id"\)\s+@key\(fields: "domainName appName streamName"\)/,
    );
  });

  test('the schema for people has nothing of federation', () => {
    expect(toApiSdl(schema.api)).not.toMatch(/_service|_entities|_Any|@key|@link|federation__/);
  });
});
