import { describe, expect, test } from '@jest/globals';
import { LEAK_MARKS } from '../../../src/emulator/leak-marks.js';
import { parseRecording, RecordingError } from '../../../src/upstream/recording/parse-recording.js';
import { toLine } from '../../../src/upstream/recording/recorded-exchange.js';
import { RECORDED_LIST, RECORDED_RESUME, toEditedLine } from '../../support/recordings.js';

const resume = toLine(RECORDED_RESUME);
const list = toLine(RECORDED_LIST);
const SECRET = LEAK_MARKS.authKey;

function faultOf(text: string): string {
  try {
    parseRecording(text);
  } catch (thrown) {
    if (thrown instanceof RecordingError) return thrown.message;
    throw thrown;
  }
  return 'accepted';
}

/** What is refused when the second line is changed. */
const refused = (changes: Readonly<Record<string, unknown>>, of = RECORDED_RESUME): string =>
  faultOf(`${list}${toEditedLine(of, changes)}${list}`);

describe('a recording', () => {
  test('is read as it was written, with line ends of any system', () => {
    expect(parseRecording(`${resume}${list}`)).toEqual([RECORDED_RESUME, RECORDED_LIST]);
    expect(parseRecording(`${resume}${list}`.replaceAll('\n', '\r\n'))).toHaveLength(2);
    expect(parseRecording(resume.trimEnd())).toHaveLength(1);
  });

  test.each([
    ['nothing', '', 'line 1: the recording is empty'],
    ['a line that is cut off', `${resume}${list.slice(0, -20)}`, 'line 2: it is cut off, or no JSON'],
    ['an empty line', `${resume}\n${list}`, 'line 2: it is cut off, or no JSON'],
    ['a line that is a list', '[]\n', 'line 1: it is no JSON object'],
  ])('is not %s', (_, text, fault) => {
    expect(faultOf(text)).toBe(fault);
  });

  test('has no operation that is not one of the gateway’s', () => {
    expect(refused({ operation: `Stop${SECRET}` })).toBe('line 2: the operation is not one of the gateway’s');
    expect(refused({ operation: 'toString' })).toBe('line 2: the operation is not one of the gateway’s');
    expect(refused({ operation: 7 })).toBe('line 2: the operation is not one of the gateway’s');
  });

  test.each([
    ['a source', { source: SECRET }],
    ['a time', { at: SECRET }],
    ['a step', { step: SECRET }],
    ['a method', { method: SECRET }],
    ['a parameter', { parameters: { ...RECORDED_RESUME.parameters, StreamName: SECRET } }],
    [
      'a parameter that no operation has',
      { parameters: { ...RECORDED_RESUME.parameters, SecurityToken: SECRET } },
    ],
    ['the name of a parameter', { parameters: { ...RECORDED_RESUME.parameters, [SECRET]: '' } }],
    ['a status', { status: SECRET }],
    ['a header', { headers: { 'content-type': SECRET } }],
    ['the name of a header', { headers: { [SECRET]: '' } }],
    ['a list of headers', { headers: { 'content-type': [SECRET] } }],
    ['a body', { body: SECRET }],
    ['a field of the body', { body: { RequestId: SECRET } }],
    ['a field of the body that is not recorded', { body: { RequestId: 'request-1', HostId: SECRET } }],
    ['a deep field', { body: { RequestId: 'request-1', OnlineInfo: { Rows: [[{ ClientIp: SECRET }]] } } }],
    ['the name of a field', { body: { RequestId: 'request-1', [SECRET]: 'value-1' } }],
    ['a code', { status: 400, body: { Code: SECRET } }],
    ['a word', { body: { RequestId: 'request-1', Type: SECRET } }],
    ['a number', { body: { RequestId: 'request-1', TotalNum: Number(LEAK_MARKS.accountId) } }],
    ['a stream’s path', { body: { StreamUrls: { StreamUrl: [`domain-1.example/app-1/${SECRET}`] } } }],
    ['a callback’s content', { body: { NotifyContent: `time=1790000000&key=${SECRET}` } }],
    ['a fault', { fault: SECRET }],
    ['milliseconds', { milliseconds: SECRET }],
    ['what was made of it', { made: { result: { requestId: SECRET } } }],
    ['a field of that', { made: { result: { [SECRET]: 'request-1' } } }],
    ['the code of an error', { made: { error: { code: SECRET } } }],
    ['a number of an error', { made: { error: { retryAfterMs: Number(LEAK_MARKS.accountId) } } }],
    ['a member that no recording has', { secret: SECRET }],
  ])('with a secret left in %s is refused with its line, without the value', (_, changes) => {
    const fault = refused(changes);
    expect(fault).toMatch(/^line 2: /);
    expect(fault).not.toContain(SECRET);
    expect(fault).not.toContain(LEAK_MARKS.accountId);
  });

  test('names a documented field that is not sanitized', () => {
    expect(refused({ body: { RequestId: SECRET } })).toBe(
      'line 2: "body" holds a value that is not sanitized: RequestId',
    );
  });

  test.each([
    ['a repeated member', resume.replace('"status"', `"status":1,"status"`)],
    ['a repeated field', resume.replace('"body":{', `"body":{"RequestId":"${SECRET}",`)],
    ['a space', resume.replace('"status":', '"status": ')],
    ['an escaped character', resume.replace('"stream-1"', '"stream\\u002d1"')],
    ['a prototype', resume.replace('"status"', `"__proto__":"${SECRET}","status"`)],
    ['what follows the line', resume.replace('\n', `{}\n`)],
  ])('with %s is not as the gateway writes it', (_, line) => {
    const fault = faultOf(line);
    expect(fault).toMatch(/^line 1: it is (?:not written as the gateway writes it|cut off, or no JSON)$/);
  });

  test.each([
    ['without the stream', { parameters: { DomainName: 'domain-1.example', AppName: 'app-1' } }],
    ['without parameters', { parameters: {} }],
  ])('of a call %s is none of the gateway’s', (_, changes) => {
    expect(refused(changes)).toBe('line 2: the gateway sends no such parameters');
  });
});
