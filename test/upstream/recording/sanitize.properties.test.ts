import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseRecording } from '../../../src/upstream/recording/parse-recording.js';
import { Placeholders } from '../../../src/upstream/recording/placeholders.js';
import { toLine } from '../../../src/upstream/recording/recorded-exchange.js';
import { createCoreReplay } from '../../../src/upstream/recording/replay-client.js';
import { findUnsanitized, toSanitizedBody } from '../../../src/upstream/recording/sanitize.js';
import { toRecorded } from '../../../src/upstream/recording/to-recorded.js';

/** Values that look like nothing in a recording. */
const secret = fc.stringMatching(/^s3cr3t[A-Za-z0-9/.:?=&@ -]{4,90}$/);
const NAMES = [
  'RequestId Code Message HostId DomainName AppName StreamName StreamUrl TotalNum PageNum PublishTime PublishUrl',
  'ClientIp NotifyUrl NotifyAuthKey NotifyContent Type StreamUrls OnlineInfo LiveStreamOnlineInfo Status Other',
].flatMap((names) => names.split(' '));
const fieldName = fc.constantFrom(...NAMES);
const { body } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    secret,
    fc.bigInt({ min: 10n ** 13n, max: 10n ** 15n }).map(Number),
    fc.boolean(),
    fc.constantFrom(null, '', 0, 'publish', '*'),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('body'),
  ),
  body: fc.dictionary(
    fc.oneof({ weight: 5, arbitrary: fieldName }, { weight: 1, arbitrary: secret }),
    tie('value'),
    {
      maxKeys: 6,
    },
  ),
}));

test('no answer puts an unlisted value into a recording, and the reader accepts the written body', async () => {
  await fc.assert(
    fc.asyncProperty(body, async (value) => {
      const written = await toSanitizedBody(JSON.stringify(value), new Placeholders());
      const text = JSON.stringify(written);
      expect(text).not.toContain('s3cr3t');
      expect(text).not.toMatch(/\d{10}/);
      expect(findUnsanitized(written)).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

test('the reader accepts the line of every recorded exchange', async () => {
  const call = fc.record({
    AppName: secret,
    DomainName: secret,
    StreamName: secret,
    LiveStreamType: fc.constantFrom('publisher'),
  });
  await fc.assert(
    fc.asyncProperty(
      call,
      body,
      fc.integer({ min: 100, max: 600 }),
      secret,
      async (query, value, status, id) => {
        const headers = { 'x-acs-request-id': id, 'content-type': id, server: id };
        const exchange = {
          request: { method: 'POST', action: 'ResumeLiveStream', version: '2016-11-01', query },
          answer: { status, retryAfter: undefined, headers, text: JSON.stringify(value) },
          milliseconds: 1.5,
          mark: { source: 'other' },
          at: new Date(),
        } as const;
        const recorded = await toRecorded(exchange, new Placeholders(), createCoreReplay());
        const line = recorded === undefined ? '' : toLine(recorded);
        expect(line).not.toContain('s3cr3t');
        expect(parseRecording(line)).toHaveLength(1);
      },
    ),
    { numRuns: 300 },
  );
});
