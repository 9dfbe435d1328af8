import { describe, expect, test } from '@jest/globals';
import { NODE_MODULES, ROOMS } from './rooms.js';
import { type SourceFile, sourcesBelow } from './source.js';

const sources = sourcesBelow('src');
const tests = sourcesBelow('test');
const client = sourcesBelow('client/src');

const roomOf = (path: string): string =>
  path
    .split('/')
    .slice(1, 2)
    .join('')
    .replace(/\.tsx?$/, '');
const rooms = sources.filter(({ path }) => path.split('/').length > 2);

describe('the house', () => {
  test('every folder of src is a room of the table', () => {
    const unknown = new Set(
      rooms.map(({ path }) => roomOf(path)).filter((room) => ROOMS[room] === undefined),
    );
    expect([...unknown]).toEqual([]);
  });

  test('a room imports only the rooms that the table allows it', () => {
    const broken = rooms.flatMap(({ path, files }) =>
      files
        .map(roomOf)
        .filter((room) => room !== roomOf(path) && ROOMS[roomOf(path)]?.rooms.includes(room) !== true)
        .map((room) => `${path} imports ${room}`),
    );
    expect(broken).toEqual([]);
  });

  test('a room imports only the packages it owns', () => {
    const broken = rooms.flatMap(({ path, packages }) =>
      packages
        .filter((name) => !NODE_MODULES.test(name))
        .filter((name) => ROOMS[roomOf(path)]?.packages.includes(name) !== true)
        .map((name) => `${path} imports ${name}`),
    );
    expect(broken).toEqual([]);
  });

  test('only the upstream room knows Alibaba’s packages', () => {
    const knowing = sources.filter(({ packages }) => packages.some((name) => name.startsWith('@alicloud/')));
    expect(knowing.length).toBeGreaterThan(0);
    expect(knowing.filter(({ path }) => roomOf(path) !== 'upstream')).toEqual([]);
  });

  test('only the start, its commands and tests import compose', () => {
    const importing = sources.filter(({ files }) => files.includes('src/app.ts')).map(({ path }) => path);
    expect(importing.filter((path) => path !== 'src/start.ts' && !path.startsWith('src/cli/'))).toEqual([]);
  });

  test('no file imports itself by way of others', () => {
    expect(cyclesOf(sources)).toEqual([]);
  });

  test('no file exceeds 300 lines, and half of src stay below 80', () => {
    const long = [...sources, ...tests, ...client].filter(({ lines }) => lines > 300).map(({ path }) => path);
    expect(long).toEqual([]);
    const lengths = sources.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(80);
  });
});

function cyclesOf(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trace: readonly string[]): void => {
    if (trace.includes(path)) cycles.push([...trace.slice(trace.indexOf(path)), path].join(' → '));
    if (done.has(path) || trace.includes(path)) return;
    for (const next of byPath.get(path)?.files ?? []) visit(next, [...trace, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return cycles;
}
