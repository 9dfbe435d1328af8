import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadedBy, toFolder } from '../support/loaded-modules.js';

const DIST = join(import.meta.dirname, '../../dist');
const MAIN = join(DIST, 'main.js');
/** Without the bundle it is nearly twice as many. */
const MOST_FROM_PACKAGES = 620;

describe('a start', () => {
  let loaded: readonly string[];
  beforeAll(async () => {
    loaded = await loadedBy(MAIN);
  });

  test('loads what every gateway uses', () => {
    expect(loaded).toContainEqual(expect.stringContaining('/dist/bundle/compose-'));
    expect(loaded).toContainEqual(expect.stringContaining('/node_modules/graphql/'));
  });

  test('loads few modules from packages, and of ours only those of the bundle', () => {
    const ours = loaded.filter((url) => url.startsWith(`file://${DIST}/`));
    expect(ours.filter((url) => !/\/dist\/(?:main\.js|bundle\/)/.test(url))).toEqual([]);
    expect(ours.length).toBeLessThan(40);
    expect(loaded.filter((url) => toFolder(url) !== undefined).length).toBeLessThan(MOST_FROM_PACKAGES);
  });

  test('loads graphql once, for whoever compares by identity', () => {
    const entries = loaded.filter((url) => /\/node_modules\/graphql\/index\.\w+$/.test(url));
    expect(entries).toHaveLength(1);
  });

  test.each([
    ['the driver of PostgreSQL', '/node_modules/pg/'],
    ['YAML without a grants file', '/node_modules/yaml/'],
    ['the explorer that nobody has opened', '/node_modules/@graphql-yoga/render-graphiql/'],
    ['the emulator in front of the real upstream', '/dist/bundle/server-'],
    ['a command', '/dist/bundle/run-command-'],
    ['the whole of undici for its pool', '/node_modules/undici/index.js'],
    ['the generated client where the core is asked for', '/node_modules/@alicloud/live20161101/'],
  ])('does not load %s', (_what, path) => {
    expect(loaded.filter((url) => url.includes(path))).toEqual([]);
  });
});

describe('what needs no gateway', () => {
  test.each([['--print-config'], ['ram-policy'], ['resume'], ['bulk-resume']])(
    '%s loads nothing of Alibaba’s and no GraphQL server',
    async (argument) => {
      const loaded = await loadedBy(MAIN, [argument]);
      expect(loaded).toContainEqual(expect.stringContaining('/dist/bundle/'));
      expect(loaded.filter((url) => /\/node_modules\/(?:@alicloud|graphql|pino)\//.test(url))).toEqual([]);
    },
  );
});
