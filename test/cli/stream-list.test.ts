import { describe, expect, test } from '@jest/globals';
import { parseStreamList } from '../../src/cli/stream-list.js';

const FILE = 'streams.csv';

function read(text: string): string[] {
  const { streams } = parseStreamList(Buffer.from(text), FILE);
  return streams.map(({ appName, streamName, line }) => `${line} ${appName}|${streamName}`);
}

describe('a list of streams', () => {
  test('has each stream with its line and its exact name, with commas, quotes and any script', () => {
    const text = 'appName,streamName\n\n直播,"a,b"\nlive,"say""hi"""\nlive,🎥\n';
    expect(read(text)).toEqual(['3 直播|a,b', '4 live|say"hi"', '5 live|🎥']);
  });

  test('names ten invalid lines and counts the others', () => {
    expect(() => read('x\n'.repeat(25))).toThrow(
      /^streams\.csv line 1: must contain two values, an app and a stream, and contains 1\n[^]*line 10: [^\n]+\nand 15 more\nNothing was started\.$/,
    );
  });

  test('names both faults of a line', () => {
    expect(() => read('live,a\n a,\n')).toThrow(
      /line 2: the app must not contain [^\n]+\nstreams\.csv line 2: the stream must not be empty\n/,
    );
  });

  test('with two lines is accepted with any columns, because swapped columns cannot be detected', () => {
    expect(read('a,live\nb,live\n')).toEqual(['1 a|live', '2 b|live']);
  });

  test('is never quoted in a message', () => {
    expect(() => read('secret-app,secret stream\n"secret\n')).toThrow(/^(?![^]*secret)/);
  });
});
