import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseStreamId, toStreamId } from '../../src/stream/address.js';

const name = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 60 })
  .filter((text) => text.isWellFormed() && !/[\p{Cc}\s/?#*\ufffd]/u.test(text));

describe('a stream’s id', () => {
  test('names its address, whatever the script, and no other', () => {
    fc.assert(
      fc.property(name, name, (appName, streamName) => {
        const address = { domainName: 'push.example.com', appName, streamName };
        expect(parseStreamId(toStreamId(address), 'id')).toEqual(address);
      }),
    );
  });

  test.each([
    ['free text', 'match-42'],
    ['nothing', ''],
    [
      'an id with something behind it',
      `${toStreamId({ domainName: 'a.example.com', appName: 'live', streamName: 's' })}=`,
    ],
    ['too many parts', Buffer.from('a.example.com/live/s/more').toString('base64url')],
    ['a domain in capitals', Buffer.from('A.example.com/live/s').toString('base64url')],
    ['every app', Buffer.from('a.example.com/*/s').toString('base64url')],
    ['no domain', Buffer.from('localhost/live/s').toString('base64url')],
  ])('%s is refused with its path', (_what, id) => {
    expect(() => parseStreamId(id, 'id')).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        violations: [expect.objectContaining({ path: 'id', rule: 'id' })],
      }),
    );
  });
});
