import { describe, expect, test } from '@jest/globals';
import { parseList } from '../../src/list-file/parse-list.js';

/** Returns the places and kinds of the faults. */
function faultsOf(text: string): string[] {
  return (parseList(text).faults ?? []).map(
    ({ kind, line, row, column }) =>
      `${kind} in line ${String(line)}, row ${String(row)}, column ${String(column)}`,
  );
}

describe('a fault of a list', () => {
  test('has the row that a spreadsheet shows, which counts empty rows', () => {
    expect(faultsOf('app,stream\n\nlive,a\n\nlive,b c\n')).toEqual(['name in line 5, row 5, column 2']);
  });

  test('has another row than line below a cell with a line end', () => {
    expect(faultsOf('live,"a\nb"\nlive,\n')).toEqual([
      'name in line 2, row 1, column 2',
      'name in line 3, row 2, column 2',
    ]);
    expect(faultsOf('live,"a\nb"\n\nlive,"c\n')).toEqual(['quote in line 4, row 3, column undefined']);
  });

  test('has the column of the name, in the order of the header', () => {
    expect(faultsOf('stream;app\na b;live\nc;*\n')).toEqual([
      'name in line 2, row 2, column 1',
      'noWildcard in line 3, row 3, column 2',
    ]);
  });

  test('has the row of a separator that cannot be found, and of a header that is not known', () => {
    expect(faultsOf('\n\nlive,a;b\n')).toEqual(['separators in line 3, row 3, column undefined']);
    expect(faultsOf('\nroom,channel\n')).toEqual(['unknownHeader in line 2, row 2, column undefined']);
  });
});

describe('a list', () => {
  test.each([',', ';', '\t'])('of %j has its streams, and whether it has a header', (separator) => {
    const body = ['live', 'a'].join(separator);
    expect(parseList(body)).toMatchObject({
      hasHeader: false,
      streams: [{ appName: 'live', streamName: 'a' }],
    });
    expect(parseList(`${['app', 'stream'].join(separator)}\r\n${body}\r\n`)).toMatchObject({
      hasHeader: true,
      streams: [{ appName: 'live', streamName: 'a' }],
    });
  });
});
