import { LEAK_MARKS } from '../leak-marks.js';
import { type FaultRow } from './behaviour.js';

const JSON_TYPE = 'application/json;charset=utf-8';
const HTML = `<html><body><h1>Bad Gateway</h1><address>${LEAK_MARKS.proxyHost}</address></body></html>`;
const SUCCESS = '{"RequestId":"$REQUEST_ID"}';
const ERROR_SHAPED = `{"RequestId":"$REQUEST_ID","HostId":"${LEAK_MARKS.hostId}","Code":"InternalError","Message":"Account ${LEAK_MARKS.accountId} failed."}`;
const XML_FIELDS = `<Code>InternalError</Code><Message>Account ${LEAK_MARKS.accountId} failed.</Message><HostId>${LEAK_MARKS.hostId}</HostId><RequestId>$REQUEST_ID</RequestId>`;

function respond(
  says: string,
  status: number,
  body: string,
  contentType = JSON_TYPE,
  headers: Readonly<Record<string, string>> = {},
): FaultRow {
  return { says, behaviour: { kind: 'respond', status, body, contentType, headers } };
}

/** Complete HTTP answers that are not documented, or that are documented and easy to misread. */
export const ANSWER_FAULTS = {
  respond: respond('any answer that you describe in `params`', 200, SUCCESS),
  error: {
    says: 'any code and status that you set in `params`',
    behaviour: { kind: 'refuse', status: 500, code: 'InternalError' },
  },
  'unknown-code': {
    says: 'HTTP 400 with a code that no document names',
    behaviour: { kind: 'refuse', status: 400, code: 'Undocumented.Code' },
  },
  'unknown-code-5xx': {
    says: 'HTTP 502 with a code that no document names',
    behaviour: { kind: 'refuse', status: 502, code: 'Undocumented.Code' },
  },
  'throttling-retry-after': {
    says: 'HTTP 400 Throttling.User with the time to wait, 1000 ms',
    behaviour: {
      kind: 'refuse',
      status: 400,
      code: 'Throttling.User',
      headers: { 'x-acs-retry-after': '1000' },
    },
  },

  '200-empty': respond('HTTP 200 without a body', 200, ''),
  '200-null': respond('HTTP 200 null', 200, 'null'),
  '200-array': respond('HTTP 200 []', 200, '[]'),
  '200-object': respond('HTTP 200 {}', 200, '{}'),
  '200-string': respond('HTTP 200 with a JSON string', 200, '"text"'),
  '200-error-shaped': respond('HTTP 200 with the body of an error', 200, ERROR_SHAPED),
  '200-request-id-empty': respond('HTTP 200 with RequestId ""', 200, '{"RequestId":""}'),
  '200-request-id-number': respond('HTTP 200 with a number as RequestId', 200, '{"RequestId":12345}'),
  '200-html': respond('HTTP 200 with an HTML page', 200, HTML, 'text/html'),
  '200-broken-json': respond('HTTP 200 with incomplete JSON', 200, '{"RequestId":"$REQUEST_ID'),
  '204': respond('HTTP 204', 204, ''),
  '302-empty': respond('a redirect without a body', 302, '', JSON_TYPE, {
    location: `http://${LEAK_MARKS.proxyHost}/`,
  }),
  '302-json': respond('a redirect with the body of a success', 302, SUCCESS, JSON_TYPE, {
    location: `http://${LEAK_MARKS.proxyHost}/`,
  }),
  'status-600': respond('HTTP 600 with the body of a success', 600, SUCCESS),

  '400-without-code': respond('HTTP 400, JSON without Code', 400, `{"error":"at ${LEAK_MARKS.hostId}"}`),
  '500-without-code': respond('HTTP 500, JSON without Code', 500, `{"error":"at ${LEAK_MARKS.hostId}"}`),
  '400-array': respond('HTTP 400 []', 400, '[]'),
  '500-string': respond('HTTP 500 with a JSON string', 500, `"at ${LEAK_MARKS.hostId}"`),
  '400-null': respond('HTTP 400 null', 400, 'null'),
  '500-null': respond('HTTP 500 null', 500, 'null'),
  '400-empty': respond('HTTP 400 without a body', 400, ''),
  '500-empty': respond('HTTP 500 without a body', 500, ''),
  '400-text': respond('HTTP 400 in plain text', 400, `Bad request at ${LEAK_MARKS.proxyHost}`, 'text/plain'),
  '404-html': respond('HTTP 404 with an HTML page', 404, HTML, 'text/html'),
  '502-html': respond('HTTP 502 with an HTML page, as a proxy sends it', 502, HTML, 'text/html'),
  '503-text': respond(
    'HTTP 503 in plain text',
    503,
    `No server available at ${LEAK_MARKS.proxyHost}`,
    'text/plain',
  ),
  '400-text-xml': respond(
    'HTTP 400 text/xml, with the root element Error',
    400,
    `<Error>${XML_FIELDS}</Error>`,
    'text/xml;charset=utf-8',
  ),
  '500-text-xml': respond(
    'HTTP 500 text/xml, with the root element Error',
    500,
    `<Error>${XML_FIELDS}</Error>`,
    'text/xml;charset=utf-8',
  ),
  '400-text-xml-other-root': respond(
    'HTTP 400 text/xml, with another root element',
    400,
    `<Problem>${XML_FIELDS}</Problem>`,
    'text/xml;charset=utf-8',
  ),
  '400-application-xml': respond(
    'HTTP 400 application/xml',
    400,
    `<Error>${XML_FIELDS}</Error>`,
    'application/xml',
  ),
  gzip: {
    says: 'the correct answer, compressed although the client did not request it',
    behaviour: { kind: 'wrap', as: 'gzip' },
    applies: true,
  },
  'byte-order-mark': {
    says: 'the correct answer after a byte order mark',
    behaviour: { kind: 'wrap', as: 'byte-order-mark' },
    applies: true,
  },
} as const satisfies Record<string, FaultRow>;
