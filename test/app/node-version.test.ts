import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { OLDEST_NODE, refuseOldNode } from '../../src/node-version.js';
import { sourcesBelow } from '../house/source.js';

describe('the version of Node.js', () => {
  test.each(['18.20.0', '20.20.2', '21.9.0', '22.0.0', '22.18.9'])(
    '%s is refused, and the message names the required version',
    (version) => {
      expect(refuseOldNode(version)).toMatch(
        new RegExp(
          `^apsara-live-gateway needs Node.js ${OLDEST_NODE} or later; this is ${version}\\. Install`,
        ),
      );
    },
  );

  test.each(['22.19.0', '22.20.1', '23.0.0', '24.21.0', '26.0.0'])('%s is accepted', (version) => {
    expect(refuseOldNode(version)).toBeUndefined();
  });

  test('is the version in package.json', () => {
    const { engines } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
      engines: { node: string };
    };
    expect(OLDEST_NODE).toBe(`${engines.node.replace('>=', '')}.0`);
  });

  test('is checked before other modules are loaded', () => {
    const main = sourcesBelow('src').find(({ path }) => path === 'src/main.ts');
    expect(main?.text.match(/^import .*$/gm)).toEqual(["import { refuseOldNode } from './node-version.js';"]);
  });
});
