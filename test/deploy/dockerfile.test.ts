import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { VARIABLES } from '../../src/config/env.js';
import { type Variable } from '../../src/config/variable.js';
import { isSent, readIgnoreLines } from './build-context.js';
import { lastOf, readStages, ROOT, type Step, stepsOf } from './dockerfile.js';

const stages = readStages();
const last = lastOf(stages);
const all = stages.flatMap(({ steps }) => steps);
const of = (keyword: string): Step[] => all.filter((step) => step.keyword === keyword);
const lines = (keyword: string): string[] => of(keyword).map(({ words }) => words.join(' '));
const env = Object.assign({}, ...stepsOf(last, 'ENV').map((step) => step.variables)) as Record<
  string,
  string
>;

describe('the Dockerfile', () => {
  test('names its base image once, with the Node.js that npm scripts run on and a distribution', () => {
    const names = new Set(stages.map(({ name }) => name));
    const images = stages.map(({ from }) => from).filter((from) => !names.has(from));
    expect(images).toEqual([expect.stringMatching(/^node:\d+-[a-z]+-slim$/)]);
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      devDependencies: { node: string };
    };
    const [major = ''] = /\d+/.exec(devDependencies.node) ?? [];
    expect(images[0]).toContain(`:${major}-`);
  });

  test('uses only instructions that the other tests understand', () => {
    const known = 'WORKDIR ENV COPY RUN VOLUME USER EXPOSE HEALTHCHECK CMD'.split(' ');
    expect(all.filter(({ keyword }) => !known.includes(keyword))).toEqual([]);
  });

  test('installs what the lock file says, and its last stage only what runs', () => {
    expect(lines('RUN').filter((line) => /npm (?:i|install|update)\b/.test(line))).toEqual([]);
    const modules = stepsOf(last, 'COPY').find(({ words }) => words.includes('node_modules'));
    const origin = stages.find(({ name }) => name === modules?.flags['from']);
    expect(origin?.steps.filter(({ keyword }) => keyword === 'RUN').map(({ words }) => words)).toEqual([
      expect.arrayContaining(['npm', 'ci', '--omit=dev']),
    ]);
  });

  test('installs before the sources come, so that they alone do not repeat it', () => {
    for (const { steps } of stages) {
      const install = steps.findIndex(({ words }) => words.includes('ci'));
      const before = steps.slice(0, Math.max(install, 0)).filter(({ keyword }) => keyword === 'COPY');
      for (const { words } of before) expect(words).toEqual(['package.json', 'package-lock.json', './']);
    }
  });

  test('copies by name, never all there is', () => {
    const sources = of('COPY').flatMap(({ words }) => words.slice(0, -1));
    expect(sources.filter((source) => /^(?:\.|\.\/|\/)$|\*/.test(source))).toEqual([]);
  });

  test('runs nothing in the last stage and nothing outside of the working directory', () => {
    expect(stepsOf(last, 'RUN')).toEqual([]);
    expect(
      lines('RUN').filter((line) => /(?:^|\s)(?:\/|\.\.|curl|wget|apt|apt-get|sudo)/.test(line)),
    ).toEqual([]);
  });

  test('ends as a user that is a number and not root, who owns the volume', () => {
    const user = stepsOf(last, 'USER').map(({ words }) => words.join(' '));
    expect(user).toEqual([expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/)]);
    const data = stepsOf(last, 'COPY').find(({ words }) => words.at(-1) === '/data');
    expect(data?.flags['chown']).toBe(user[0]);
    expect(stepsOf(last, 'VOLUME').map(({ command }) => command)).toEqual([['/data']]);
    expect(env['DATABASE_URL']).toMatch(/^file:\/data\//);
  });

  test('starts node without a shell or npm in between, so that SIGTERM reaches it', () => {
    expect(stepsOf(last, 'CMD').map(({ command }) => command)).toEqual([['node', 'dist/main.js']]);
  });

  test('asks for its health with node, at a route that says alive, under a deadline', () => {
    const [check, ...others] = stepsOf(last, 'HEALTHCHECK');
    expect(others).toEqual([]);
    expect(check?.command?.slice(0, 2)).toEqual(['node', '-e']);
    expect(check?.command?.[2]).toContain('/health/live');
    expect(Object.keys(check?.flags ?? {})).toEqual(
      expect.arrayContaining(['interval', 'timeout', 'start-period']),
    );
  });

  test('sets only variables that are read, none of them with a secret in it', () => {
    const set = Object.assign({}, ...of('ENV').map(({ variables }) => variables)) as Record<string, string>;
    const read: Readonly<Record<string, Variable<unknown>>> = VARIABLES;
    expect(Object.keys(set).filter((name) => read[name] === undefined)).toEqual([]);
    const isSecret = ([name, value]: [string, string]): boolean =>
      read[name]?.secret === true && !value.startsWith('file:');
    expect(Object.entries(set).filter(isSecret)).toEqual([]);
    expect(set['NODE_ENV']).toBe('production');
    expect(lines('EXPOSE')).toEqual([set['PORT']]);
  });
});

describe('what is sent to the build', () => {
  test.each([
    '.env',
    '.git/config',
    'data/gateway.db',
    'node_modules/x/index.js',
    'dist/main.js',
    'gateway.log',
  ])('is never %s', (path) => {
    expect(isSent(path)).toBe(false);
  });

  test('is what the Dockerfile copies, all of it and no more', () => {
    const copied = of('COPY').filter(({ flags }) => flags['from'] === undefined);
    const sources = new Set(copied.flatMap(({ words }) => words.slice(0, -1)));
    expect(readIgnoreLines().slice(1).sort()).toEqual([...sources].map((source) => `!${source}`).sort());
  });

  test('is all that the build needs of the TypeScript settings', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const used = scripts['build']?.match(/tsconfig\.\w+\.json/g) ?? [];
    expect(used.filter((file) => !isSent(file))).toEqual([]);
  });
});
