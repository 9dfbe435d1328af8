import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readStreamList } from '../../src/cli/stream-list.js';

const folder = mkdtempSync(join(tmpdir(), 'stream-list-'));
const file = join(folder, 'streams.csv');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function read(text: string): string[] {
  writeFileSync(file, text);
  return readStreamList(file).map(({ appName, streamName }) => `${appName}|${streamName}`);
}

describe('a list of streams', () => {
  test.each([
    ['with a header', 'appName,streamName\nlive,a\n'],
    ['without a header', 'live,a\n'],
    ['without a last line break', 'live,a'],
    ['with the line breaks of Windows', 'appName,streamName\r\nlive,a\r\n'],
    ['with a byte order mark', '\ufeffappName,streamName\nlive,a\n'],
    ['with empty lines', '\nlive,a\n\n'],
    ['with quotes', '"live","a"\n'],
  ])('%s', (_title, text) => {
    expect(read(text)).toEqual(['live|a']);
  });

  test('keeps names as they are: commas, quotes and any script', () => {
    const text = '直播,"a,b"\nlive,"say""hi"""\nlive,🎥\n';
    expect(read(text)).toEqual(['直播|a,b', 'live|say"hi"', 'live|🎥']);
  });

  test.each([
    ['one value', 'live,a\nlive\n', 'line 2: must hold two values, an app and a stream, and holds 1'],
    ['three values', 'live,a,b\n', 'line 1: must hold two values, an app and a stream, and holds 3'],
    ['an empty name', 'live,a\nlive,b\nlive,\n', 'line 3: the stream must not be empty'],
    ['a space before a name', 'live, a\n', 'line 1: the stream must not hold control characters, whitespace'],
    ['every app', '*,a\n', 'line 1: the app "*" stands for no single app'],
    ['a quote that is not closed', 'live,a\nlive,"b\nlive,c\n', 'line 2: a quote is missing'],
    ['a quote in the middle', 'live,a\nlive,b"c"\n', 'line 2: a quote is missing'],
    ['a header of other names', 'app,stream name\n', 'line 1: the stream must not hold'],
  ])('names the line of %s', (_title, text, message) => {
    expect(() => read(text)).toThrow(`${file} ${message}`);
    expect(() => read(text)).toThrow('Nothing was started.');
  });

  test('names ten broken lines and counts the rest', () => {
    expect(() => read('x\n'.repeat(25))).toThrow(/line 10: [^\n]+\nand 15 more\nNothing was started\.$/);
  });

  test.each([
    ['that is empty', ''],
    ['of a header alone', 'appName,streamName\n'],
  ])('%s holds no stream', (_title, text) => {
    expect(() => read(text)).toThrow(`${file} holds no stream`);
  });

  test('that is not there is named, with why', () => {
    expect(() => readStreamList(join(folder, 'none.csv'))).toThrow('none.csv cannot be read (ENOENT)');
  });
});
