import { type FaultRow } from './behaviour.js';

const HEADER_OF_20_KIB = 'x'.repeat(20 * 1024);
const END_OF_HEADERS = '\r\n\r\n';

/** Answers that never come whole: silence, endless bodies, connections that end. */
export const CONNECTION_FAULTS = {
  delay: {
    says: 'the right answer, 1000 ms late',
    behaviour: { kind: 'delay', ms: 1000 },
    applies: true,
  },
  hang: { says: 'never an answer', behaviour: { kind: 'hang', after: 'request' } },
  'applied-then-hang': {
    says: 'takes effect, then never an answer',
    behaviour: { kind: 'hang', after: 'request' },
    applies: true,
  },
  'hang-after-headers': {
    says: 'takes effect; status and headers of a success, then nothing',
    behaviour: { kind: 'hang', after: 'headers' },
    applies: true,
  },
  drip: {
    says: 'takes effect; an endless body, one byte each 50 ms',
    behaviour: { kind: 'drip', intervalMs: 50 },
    applies: true,
  },
  flood: {
    says: 'takes effect; an endless body, as fast as it is read',
    behaviour: { kind: 'flood' },
    applies: true,
  },
  'reset-before-answer': {
    says: 'the connection is reset, nothing took effect',
    behaviour: { kind: 'sever', how: 'reset', when: 'before-answer' },
  },
  'applied-then-reset': {
    says: 'takes effect, then the connection is reset',
    behaviour: { kind: 'sever', how: 'reset', when: 'before-answer' },
    applies: true,
  },
  'close-before-answer': {
    says: 'the connection is closed, nothing took effect',
    behaviour: { kind: 'sever', how: 'close', when: 'before-answer' },
  },
  'reset-during-body': {
    says: 'takes effect; half of the body, then a reset',
    behaviour: { kind: 'sever', how: 'reset', when: 'during-body' },
    applies: true,
  },
  'close-during-body': {
    says: 'takes effect; half of the body, then the connection is closed',
    behaviour: { kind: 'sever', how: 'close', when: 'during-body' },
    applies: true,
  },
  'garbage-http': {
    says: 'bytes that are no HTTP',
    behaviour: { kind: 'raw', bytes: 'SSH-2.0-OpenSSH_9.9\r\n' },
  },
  'header-overflow': {
    says: 'a header of 20 KiB',
    behaviour: { kind: 'raw', bytes: `HTTP/1.1 200 OK\r\nx-long: ${HEADER_OF_20_KIB}${END_OF_HEADERS}` },
  },
} as const satisfies Record<string, FaultRow>;
