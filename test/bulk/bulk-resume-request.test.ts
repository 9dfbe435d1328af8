import { describe, expect, test } from '@jest/globals';
import { type BulkResumeRequest } from '../../src/bulk/bulk-resume.js';
import { authorizeAll, checkBulkResumeRequest } from '../../src/bulk/bulk-resume-request.js';
import { StreamError } from '../../src/stream/errors.js';

const ORDER: BulkResumeRequest = {
  domainName: 'push.example.com',
  streams: undefined,
  allForbidden: false,
  appName: undefined,
  reason: undefined,
  idempotencyKey: undefined,
};
const toStreams = (count: number, appName = 'live') =>
  Array.from({ length: count }, (_, n) => ({ appName, streamName: `s-${n}` }));
function refusal(act: () => unknown): StreamError {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof StreamError) return thrown;
  }
  throw new Error('it was not refused');
}

describe('a request for a bulk job', () => {
  test('a stream that is listed twice is resumed once', () => {
    const streams = [...toStreams(3), ...toStreams(2)];
    expect(checkBulkResumeRequest({ ...ORDER, streams }).streams).toEqual(toStreams(3));
  });

  test('an error about an invalid list has at most 100 violations', () => {
    const streams = toStreams(200, '*');
    const { violations } = refusal(() => checkBulkResumeRequest({ ...ORDER, streams }));
    expect(violations).toHaveLength(100);
  });

  test('one stream without a grant is enough to refuse the request, and the message gives up to ten positions', () => {
    const caller = { subject: 'm', claims: {} };
    const streams = [...toStreams(3), ...toStreams(12, 'secret')];
    const authorize = (_caller: unknown, _act: unknown, { appName }: { appName?: string | undefined }) => {
      if (appName === 'secret') throw new StreamError('FORBIDDEN');
    };
    const { code, message, outcome } = refusal(() => {
      authorizeAll(authorize, caller, ORDER.domainName, streams);
    });
    expect({ code, outcome }).toEqual({ code: 'FORBIDDEN', outcome: 'NOT_SENT' });
    expect(message).toContain('streams[3]');
    expect(message).toContain('streams[12] and 2 more');
    expect(message).not.toContain('streams[13]');
    expect(message).not.toContain('secret');
  });
});
