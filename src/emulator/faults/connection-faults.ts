import { type FaultRow } from './behaviour.js';

const HEADER_OF_20_KIB = 'x'.repeat(20 * 1024);
const END_OF_HEADERS = '\r\n\r\n';

/** Answers that are late, incomplete or absent, and connections that end. */
export const CONNECTION_FAULTS = {
  delay: {
    says: 'the correct answer, 1000 ms late',
    behaviour: { kind: 'delay', ms: 1000 },
    applies: true,
  },
  hang: {
    says: 'the call does not take effect and gets no answer',
    behaviour: { kind: 'hang', after: 'request' },
  },
  'applied-then-hang': {
    says: 'the call takes effect, but gets no answer',
    behaviour: { kind: 'hang', after: 'request' },
    applies: true,
  },
  'hang-after-headers': {
    says: 'the call takes effect; the answer has the status and the headers of a success, but no body',
    behaviour: { kind: 'hang', after: 'headers' },
    applies: true,
  },
  drip: {
    says: 'the call takes effect; the body is endless, with one byte every 50 ms',
    behaviour: { kind: 'drip', intervalMs: 50 },
    applies: true,
  },
  flood: {
    says: 'the call takes effect; the body is endless, and sent as fast as it is read',
    behaviour: { kind: 'flood' },
    applies: true,
  },
  'reset-before-answer': {
    says: 'the call does not take effect, and the connection is reset',
    behaviour: { kind: 'sever', how: 'reset', when: 'before-answer' },
  },
  'applied-then-reset': {
    says: 'the call takes effect, and the connection is reset without an answer',
    behaviour: { kind: 'sever', how: 'reset', when: 'before-answer' },
    applies: true,
  },
  'close-before-answer': {
    says: 'the call does not take effect, and the connection is closed',
    behaviour: { kind: 'sever', how: 'close', when: 'before-answer' },
  },
  'reset-during-body': {
    says: 'the call takes effect; the connection is reset after half of the body',
    behaviour: { kind: 'sever', how: 'reset', when: 'during-body' },
    applies: true,
  },
  'close-during-body': {
    says: 'the call takes effect; the connection is closed after half of the body',
    behaviour: { kind: 'sever', how: 'close', when: 'during-body' },
    applies: true,
  },
  'garbage-http': {
    says: 'the answer is not HTTP',
    behaviour: { kind: 'raw', bytes: 'SSH-2.0-OpenSSH_9.9\r\n' },
  },
  'header-overflow': {
    says: 'the answer has a header of 20 KiB',
    behaviour: { kind: 'raw', bytes: `HTTP/1.1 200 OK\r\nx-long: ${HEADER_OF_20_KIB}${END_OF_HEADERS}` },
  },
} as const satisfies Record<string, FaultRow>;
