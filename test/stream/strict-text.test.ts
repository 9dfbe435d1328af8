import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeText, UndecodableText, withoutByteOrderMark } from '../../src/stream/strict-text.js';

const faultOf = (bytes: readonly number[], encoding = 'utf-8'): unknown => {
  try {
    return decodeText(Uint8Array.from(bytes), () => new TextDecoder(encoding, { fatal: true }));
  } catch (thrown) {
    if (!(thrown instanceof UndecodableText)) throw thrown;
    return { line: thrown.line, byte: thrown.byte };
  }
};
const ascii = (text: string): number[] => [...Buffer.from(text)];

describe('the strict decoder', () => {
  test('the decoder returns every well-formed text unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(text.isWellFormed());
        expect(decodeText(Buffer.from(text))).toBe(text);
      }),
    );
  });

  test.each([
    ['a wrong first byte', [0xff, ...ascii('a\nb')], { line: 1, byte: 1 }],
    ['a byte of another encoding', ascii('live,a\nlive,').concat(0xe9, 0x0a), { line: 2, byte: 14 }],
    ['a character that is cut off at the end', ascii('a\nb\n').concat(0xe7, 0x9b), { line: 3, byte: 7 }],
    ['an overlong form', ascii('a\r\n').concat(0xc0, 0x80), { line: 2, byte: 4 }],
    ['half of a surrogate pair', ascii('a\rb\r').concat(0xed, 0xa0, 0x80), { line: 3, byte: 6 }],
  ])('the decoder refuses %s with its line and position', (_what, bytes, place) => {
    expect(faultOf(bytes)).toEqual(place);
  });

  test('the line and the position are also correct in encodings with two bytes', () => {
    expect(faultOf(ascii('a\n').concat(0xb0, 0xa1, 0x0a, 0xb0, 0xff), 'gb18030')).toEqual({
      line: 3,
      byte: 7,
    });
    expect(faultOf([0x61, 0, 0x0a, 0, 0x00, 0xd8, 0x61, 0], 'utf-16le')).toEqual({ line: 2, byte: 8 });
  });

  test('the decoder finds one wrong byte among a million', () => {
    const bytes = Buffer.from('live,match\n'.repeat(100_000));
    bytes[1_099_998] = 0xff;
    expect(faultOf([...bytes])).toEqual({ line: 100_000, byte: 1_099_999 });
  });

  test('the decoder keeps a byte order mark, and the caller can remove one at the start', () => {
    expect(decodeText(Buffer.from('\ufeffa'))).toBe('\ufeffa');
    expect(withoutByteOrderMark('\ufeff\ufeffa')).toBe('\ufeffa');
    expect(withoutByteOrderMark('a\ufeff')).toBe('a\ufeff');
  });
});
