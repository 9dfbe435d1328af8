import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadedBy } from '../support/loaded-modules.js';

const DIST = join(import.meta.dirname, '../../dist');
const MAIN = join(DIST, 'main.js');
describe('a start', () => {
  let loaded: readonly string[];
  beforeAll(async () => {
    loaded = await loadedBy(MAIN);
  });

  test('loads the modules that every gateway uses', () => {
    expect(loaded).toContainEqual(expect.stringContaining('/dist/app.js'));
    expect(loaded).toContainEqual(expect.stringContaining('/node_modules/graphql/'));
  });

  test('loads graphql once, because libraries compare its classes by identity', () => {
    const entries = loaded.filter((url) => /\/node_modules\/graphql\/index\.\w+$/.test(url));
    expect(entries).toHaveLength(1);
  });

  test.each([
    ['the driver of PostgreSQL', '/node_modules/pg/'],
    ['YAML without a grants file', '/node_modules/yaml/'],
    ['the explorer that nobody has opened', '/node_modules/@graphql-yoga/render-graphiql/'],
    ['the emulator in front of the real upstream', '/dist/emulator/server.js'],
    ['a command', '/dist/cli/run-command.js'],
    ['the whole of undici for its pool', '/node_modules/undici/index.js'],
    ['the generated client where the core is asked for', '/node_modules/@alicloud/live20161101/'],
  ])('does not load %s', (_what, path) => {
    expect(loaded.filter((url) => url.includes(path))).toEqual([]);
  });
});

describe('a command without a gateway', () => {
  test.each([['--print-config'], ['ram-policy'], ['resume'], ['bulk-resume']])(
    '%s loads nothing of Alibaba’s and no GraphQL server',
    async (argument) => {
      const loaded = await loadedBy(MAIN, [argument]);
      expect(loaded).toContainEqual(expect.stringContaining('/dist/main.js'));
      expect(
        loaded.filter((url) => /\/node_modules\/(?:@alicloud|@apollo|type-graphql|pino)\//.test(url)),
      ).toEqual([]);
    },
  );
});
