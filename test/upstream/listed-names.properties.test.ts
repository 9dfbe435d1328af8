import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseListedStream, parseStreamId, toStreamId } from '../../src/stream/address.js';
import { parseEventId, toEventId } from '../../src/stream/event-id.js';
import { type StreamNames } from '../../src/stream/upstream-messages.js';
import { readForbidden, readOnline } from '../../src/upstream/read-lists.js';

const STREAMING = 'live.example.com';
const INGEST = 'push.example.com';
const PAGE = { pageNum: 1, pageSize: 3_000 };

/** The streams that the gateway lists if both lists of ApsaraVideo Live contain the given names. */
function listed(streams: readonly StreamNames[]): StreamNames[] {
  const forbidden = {
    StreamUrls: {
      StreamUrl: streams.map(({ appName, streamName }) => `${STREAMING}/${appName}/${streamName}`),
    },
    TotalNum: streams.length,
  };
  const online = {
    OnlineInfo: {
      LiveStreamOnlineInfo: streams.map(({ appName: AppName, streamName: StreamName }) => ({
        AppName,
        StreamName,
        DomainName: INGEST,
      })),
    },
    TotalNum: streams.length,
  };
  return [
    ...readForbidden(forbidden, { ...PAGE, streamingDomain: STREAMING }).items,
    ...readOnline(online, PAGE).items,
  ];
}

/** Any text of JavaScript: control characters, half surrogate pairs and "/" included. */
const anyName = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 600, size: 'max' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1, maxLength: 8 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom('*', 'a b', 'a?b', 'a#b', 'event-*', '\u2028', '\u3000', '\ufffd', '流'.repeat(300), ' '),
);

describe('a stream that the gateway lists', () => {
  test('has an id and names that identify exactly this stream in a later read', () => {
    fc.assert(
      fc.property(anyName, anyName, (appName, streamName) => {
        for (const names of listed([{ appName, streamName }])) {
          const address = { domainName: INGEST, appName: names.appName, streamName: names.streamName };
          expect(parseStreamId(toStreamId(address), 'id')).toEqual(address);
          expect(parseListedStream(address, '')).toEqual(address);
          const event = { position: 7, address: { ...address, appName: '*' } } as Parameters<
            typeof toEventId
          >[0];
          expect(parseEventId(toEventId(event, appName), 'id')).toEqual({ position: 7, appName });
        }
      }),
    );
  });

  test.each([
    ['a space', 'match 42'],
    ['a question mark', 'match?42'],
    ['a number sign', 'match#42'],
    ['300 characters', 'm'.repeat(300)],
    ['a line separator', 'match\u2028'],
    ['an asterisk', 'match-*'],
    ['a replacement character', 'caf\ufffd'],
  ])('can have names with %s', (_what, name) => {
    const names = { appName: name, streamName: name };
    expect(listed([names])).toEqual([names, expect.objectContaining(names)]);
  });

  test.each([
    ['a control character', 'match\u0007'],
    ['U+0000', 'match\0'],
    ['half a surrogate pair', 'match\ud83d'],
    ['a slash', 'match/42'],
    ['more than 512 characters', 'm'.repeat(513)],
  ])('never has a name with %s, and such an address is refused', (_what, name) => {
    const plain = { appName: 'live', streamName: 'match-42' };
    const odd = [
      { appName: name, streamName: 'a' },
      { appName: 'a', streamName: name },
    ];
    expect(listed([...odd, plain])).toEqual([plain, expect.objectContaining(plain)]);
    for (const names of odd)
      expect(() => parseListedStream({ domainName: INGEST, ...names }, '')).toThrow(
        expect.objectContaining({ code: 'BAD_USER_INPUT' }),
      );
  });

  test('is never of the app "*", which means every app', () => {
    expect(listed([{ appName: '*', streamName: 'a' }])).toEqual([]);
  });
});
