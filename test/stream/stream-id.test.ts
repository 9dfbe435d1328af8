import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseStreamId, toStreamId } from '../../src/stream/address.js';

const name = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 60 })
  .filter((text) => text.isWellFormed() && !/[\p{Cc}\s/?#*\ufffd]/u.test(text));

describe('the id of a stream', () => {
  test('an id identifies exactly one address, in any script', () => {
    fc.assert(
      fc.property(name, name, (appName, streamName) => {
        const address = { domainName: 'push.example.com', appName, streamName };
        expect(parseStreamId(toStreamId(address), 'id')).toEqual(address);
      }),
    );
  });

  test.each([
    ['free text', 'match-42'],
    ['an empty text', ''],
    [
      'an id with a character after it',
      `${toStreamId({ domainName: 'a.example.com', appName: 'live', streamName: 's' })}=`,
    ],
    ['too many parts', Buffer.from('a.example.com/live/s/more').toString('base64url')],
    ['a domain in upper case', Buffer.from('A.example.com/live/s').toString('base64url')],
    ['a control character', Buffer.from('a.example.com/live/s\u0007').toString('base64url')],
    ['every app', Buffer.from('a.example.com/*/s').toString('base64url')],
    ['a host name without a dot', Buffer.from('localhost/live/s').toString('base64url')],
  ])('the gateway refuses %s with its path', (_what, id) => {
    expect(() => parseStreamId(id, 'id')).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        violations: [expect.objectContaining({ path: 'id', rule: 'id' })],
      }),
    );
  });
});
