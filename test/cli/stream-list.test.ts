import { describe, expect, test } from '@jest/globals';
import { parseStreamList } from '../../src/cli/stream-list.js';

const FILE = 'streams.csv';

function read(text: string): string[] {
  const { streams } = parseStreamList(Buffer.from(text), FILE);
  return streams.map(({ appName, streamName, line }) => `${line} ${appName}|${streamName}`);
}

describe('a list of streams', () => {
  test('has each stream with its line, as it is: commas, quotes and any script', () => {
    const text = 'appName,streamName\n\n直播,"a,b"\nlive,"say""hi"""\nlive,🎥\n';
    expect(read(text)).toEqual(['3 直播|a,b', '4 live|say"hi"', '5 live|🎥']);
  });

  test('names ten broken lines and counts the rest', () => {
    expect(() => read('x\n'.repeat(25))).toThrow(
      /^streams\.csv line 1: must contain two values, an app and a stream, and contains 1\n[^]*line 10: [^\n]+\nand 15 more\nNothing was started\.$/,
    );
  });

  test('names both faults of a line', () => {
    expect(() => read('live,a\n a,\n')).toThrow(
      /line 2: the app must not contain [^\n]+\nstreams\.csv line 2: the stream must not be empty\n/,
    );
  });

  test('of two lines may have any two columns: no one can say which is the app', () => {
    expect(read('a,live\nb,live\n')).toEqual(['1 a|live', '2 b|live']);
  });

  test('never repeats in a message what it holds', () => {
    expect(() => read('secret-app,secret stream\n"secret\n')).toThrow(/^(?![^]*secret)/);
  });
});
