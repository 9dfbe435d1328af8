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

/** The error for a recording whose second line is changed. */
const refused = (changes: Readonly<Record<string, unknown>>, of = RECORDED_RESUME): string =>
  faultOf(`${list}${toEditedLine(of, changes)}${list}`);

describe('a recording', () => {
  test('is read as written, with line ends of any system', () => {
    expect(parseRecording(`${resume}${list}`)).toEqual([RECORDED_RESUME, RECORDED_LIST]);
    expect(parseRecording(`${resume}${list}`.replaceAll('\n', '\r\n'))).toHaveLength(2);
    expect(parseRecording(resume.trimEnd())).toHaveLength(1);
  });

  test.each([
    ['an empty text', '', 'line 1: the recording is empty'],
    ['a line that is cut off', `${resume}${list.slice(0, -20)}`, 'line 2: it is cut off, or no JSON'],
    ['an empty line', `${resume}\n${list}`, 'line 2: it is cut off, or no JSON'],
    ['a line that is a list', '[]\n', 'line 1: it is no JSON object'],
  ])('cannot be %s', (_, text, fault) => {
    expect(faultOf(text)).toBe(fault);
  });

  test('contains only operations of the gateway', () => {
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
    [
      'a deeply nested field',
      { body: { RequestId: 'request-1', OnlineInfo: { Rows: [[{ ClientIp: SECRET }]] } } },
    ],
    ['the name of a field', { body: { RequestId: 'request-1', [SECRET]: 'value-1' } }],
    ['a code', { status: 400, body: { Code: SECRET } }],
    ['a word', { body: { RequestId: 'request-1', Type: SECRET } }],
    ['a number', { body: { RequestId: 'request-1', TotalNum: Number(LEAK_MARKS.accountId) } }],
    ['a stream’s path', { body: { StreamUrls: { StreamUrl: [`domain-1.example/app-1/${SECRET}`] } } }],
    ['a callback’s content', { body: { NotifyContent: `time=1790000000&key=${SECRET}` } }],
    ['a fault', { fault: SECRET }],
    ['milliseconds', { milliseconds: SECRET }],
    ['the result', { made: { result: { requestId: SECRET } } }],
    ['a field name of the result', { made: { result: { [SECRET]: 'request-1' } } }],
    ['the code of an error', { made: { error: { code: SECRET } } }],
    ['a number of an error', { made: { error: { retryAfterMs: Number(LEAK_MARKS.accountId) } } }],
    ['an unknown member', { secret: SECRET }],
  ])('with a secret left in %s is refused with the line number and without the value', (_, changes) => {
    const fault = refused(changes);
    expect(fault).toMatch(/^line 2: /);
    expect(fault).not.toContain(SECRET);
    expect(fault).not.toContain(LEAK_MARKS.accountId);
  });

  test('is refused with the name of a documented field that is not sanitized', () => {
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
    ['text after the object', resume.replace('\n', `{}\n`)],
  ])('with %s is refused, because the gateway never writes it', (_, line) => {
    const fault = faultOf(line);
    expect(fault).toMatch(/^line 1: it is (?:not written as the gateway writes it|cut off, or no JSON)$/);
  });

  test.each([
    ['without the stream', { parameters: { DomainName: 'domain-1.example', AppName: 'app-1' } }],
    ['without parameters', { parameters: {} }],
  ])('of a call %s is refused', (_, changes) => {
    expect(refused(changes)).toBe('line 2: the gateway sends no such parameters');
  });
});
