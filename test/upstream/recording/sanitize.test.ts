import { describe, expect, test } from '@jest/globals';
import { LEAK_MARKS } from '../../../src/emulator/leak-marks.js';
import { Placeholders } from '../../../src/upstream/recording/placeholders.js';
import {
  findUnsanitized,
  type Json,
  toSanitizedBody,
  toSanitizedHeaders,
  toSanitizedParameters,
} from '../../../src/upstream/recording/sanitize.js';

const toBody = (body: unknown, placeholders = new Placeholders()): Promise<Json> =>
  toSanitizedBody(JSON.stringify(body), placeholders);

describe('a sanitized answer', () => {
  test('has the same placeholder for the same name in every field', async () => {
    const placeholders = new Placeholders();
    expect(
      toSanitizedParameters(
        {
          DomainName: 'push.example.com',
          AppName: 'live',
          StreamName: 'match-42',
          LiveStreamType: 'publisher',
        },
        placeholders,
      ),
    ).toEqual({
      DomainName: 'domain-1.example',
      AppName: 'app-1',
      StreamName: 'stream-1',
      LiveStreamType: 'publisher',
    });
    const StreamUrl = [
      'live.example.com/live/match-42',
      'LIVE.example.com/Live/新品发布',
      'PUSH.example.com/live/a/b',
      'rtmp://live.example.com/live/x',
      'odd',
      '',
      42,
      null,
    ];
    expect(await toBody({ RequestId: 'A-1', TotalNum: 8, StreamUrls: { StreamUrl } }, placeholders)).toEqual({
      RequestId: 'request-1',
      TotalNum: 8,
      StreamUrls: {
        StreamUrl: [
          'domain-2.example/app-1/stream-1',
          'domain-2.example/app-2/stream-2',
          'domain-1.example/app-1/stream-3/stream-4',
          'domain-3.example//stream-5/stream-6/stream-7',
          'domain-4.example',
          '',
          0,
          null,
        ],
      },
    });
  });

  test('contains no hosts, accounts, keys, addresses or messages', async () => {
    const marks = Object.values(LEAK_MARKS);
    const body = {
      RequestId: 'A-1',
      HostId: LEAK_MARKS.hostId,
      Code: 'Forbidden.RAM',
      Message: `no ${marks.join(' ')}`,
      AccessDeniedDetail: {
        AuthAction: 'live:ResumeLiveStream',
        AuthPrincipalOwnerId: LEAK_MARKS.accountId,
        AuthPrincipalDisplayName: LEAK_MARKS.principalName,
        PolicyType: LEAK_MARKS.principalName,
        EncodedDiagnosticMessage: LEAK_MARKS.diagnosticMessage,
      },
      Type: LEAK_MARKS.principalName,
      TotalNum: Number(LEAK_MARKS.accountId),
      PageSize: LEAK_MARKS.accountId,
      Width: 1920,
      Transcoded: true,
      [LEAK_MARKS.callbackSecret]: 1,
      [LEAK_MARKS.accountId]: { [LEAK_MARKS.proxyHost]: LEAK_MARKS.authKey },
      Other: [
        [LEAK_MARKS.clientIp],
        { Deep: { ClientIp: LEAK_MARKS.clientIp, ServerIp: LEAK_MARKS.serverIp } },
      ],
    };
    const written = await toBody(body);
    for (const mark of marks) expect(JSON.stringify(written)).not.toContain(mark);
    expect(written).toMatchObject({
      Code: 'Forbidden.RAM',
      AccessDeniedDetail: { AuthAction: 'live:ResumeLiveStream', PolicyType: 'value-4' },
      TotalNum: 0,
      Width: 0,
      Transcoded: true,
      Other: [['value-6'], { Deep: { ClientIp: 'value-6', ServerIp: 'value-7' } }],
    });
    expect(findUnsanitized(written)).toBeUndefined();
    expect(findUnsanitized(body as Json)).toBeDefined();
  });

  test('of a callback keeps its time, but neither its URL nor its key', async () => {
    const content = (NotifyContent: string): Promise<Json> =>
      toBody({ NotifyContent, NotifyUrl: 'https://a.example/x' });
    expect(await content('action=publish&ip=203.0.113.77&time=1790000000&id=a')).toEqual({
      NotifyContent: 'time=1790000000',
      NotifyUrl: 'value-1',
    });
    expect(await content('{"id":"a","time":"1790000000"}')).toMatchObject({
      NotifyContent: '{"time":1790000000}',
    });
    expect(await content('id=a')).toMatchObject({ NotifyContent: 'value-1' });
  });

  test.each([
    ['not JSON', '<html>push.example.com</html>'],
    ['a list', '["push.example.com"]'],
    ['a text', '"push.example.com"'],
    ['empty', ''],
  ])('is null for a body that is %s', async (_, text) => {
    expect(await toSanitizedBody(text, new Placeholders())).toBeNull();
  });

  test('is cut off if it is nested deeper than any documented answer', async () => {
    const deep = `${'{"A":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    expect(JSON.stringify(await toSanitizedBody(deep, new Placeholders())).length).toBeLessThan(200);
  });

  test('is made in slices, so that a long list does not block other work', async () => {
    let pauses = 0;
    const StreamUrl = Array.from({ length: 1_000 }, (_, index) => `live.example.com/live/s-${index}`);
    const text = JSON.stringify({ RequestId: 'A-1', StreamUrls: { StreamUrl } });
    const written = await toSanitizedBody(text, new Placeholders(), () => {
      pauses += 1;
      return Promise.resolve();
    });
    expect(pauses).toBe(10);
    expect(written).toHaveProperty('StreamUrls.StreamUrl.length', 1_000);
  });

  test('keeps only listed headers, in their documented form', () => {
    const headers = {
      'content-type': 'application/json;charset=utf-8',
      'x-acs-request-id': 'A-1',
      'x-acs-retry-after': '250',
      server: LEAK_MARKS.proxyHost,
      via: LEAK_MARKS.proxyHost,
      'set-cookie': ['a', 'b'],
    };
    expect(toSanitizedHeaders(headers, new Placeholders())).toEqual({
      'content-type': 'application/json;charset=utf-8',
      'x-acs-request-id': 'request-1',
      'x-acs-retry-after': '250',
    });
    expect(toSanitizedHeaders({ 'content-type': LEAK_MARKS.proxyHost }, new Placeholders())).toEqual({
      'content-type': 'value-1',
    });
  });
});
