import { describe, expect, test } from '@jest/globals';
import { toStoreReason } from '../../src/store/store-reason.js';
import { STORE_REASONS } from '../../src/stream/reasons.js';
import { isConnectionFault, StoreUnavailable, toStoreFault } from '../../src/store/unavailable.js';

const sqlite = (errcode: number) =>
  Object.assign(new Error('/var/lib/x'), { code: 'ERR_SQLITE_ERROR', errcode });
const coded = (code: string) => Object.assign(new Error('host.internal'), { code });

describe('the reason of a database fault', () => {
  test.each([
    [sqlite(5), 'busy'],
    [sqlite(517), 'busy'],
    [sqlite(8), 'read_only'],
    [sqlite(778), 'io_error'],
    [sqlite(11), 'corrupt'],
    [sqlite(13), 'full'],
    [sqlite(14), 'cannot_open'],
    [sqlite(26), 'not_a_database'],
    [coded('25006'), 'read_only'],
    [coded('08P01'), 'reset'],
    [coded('28P01'), 'denied'],
    [coded('42501'), 'denied'],
    [coded('3D000'), 'missing_database'],
    [coded('53100'), 'full'],
    [coded('53300'), 'too_many_connections'],
    [coded('57P01'), 'restarting'],
    [coded('57P03'), 'restarting'],
    [coded('57014'), 'timeout'],
    [coded('XX001'), 'corrupt'],
    [coded('ECONNREFUSED'), 'refused'],
    [coded('EPIPE'), 'reset'],
    [coded('ENOTFOUND'), 'dns'],
    [coded('EHOSTUNREACH'), 'unreachable'],
    [new Error('odd'), 'unknown'],
    [coded('SELF_SIGNED_CERT_IN_CHAIN'), 'tls'],
    [coded('ERR_TLS_CERT_ALTNAME_INVALID'), 'tls'],
    [coded('ENOTDIR'), 'cannot_open'],
    [new Error('Query read timeout'), 'timeout'],
    [new Error('timeout exceeded when trying to connect'), 'timeout'],
    [new Error('The server does not support SSL connections'), 'tls'],
    [new Error('Connection terminated unexpectedly'), 'reset'],
  ])('for %j is %s, and the error does not contain its text', (thrown, reason) => {
    expect(toStoreReason(thrown)).toBe(reason);
    expect(STORE_REASONS).toContain(reason);
    const fault = toStoreFault(thrown) as StoreUnavailable;
    expect(fault).toBeInstanceOf(StoreUnavailable);
    expect(fault).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true, outcome: 'NOT_SENT', reason });
    expect(fault.message).not.toContain(thrown.message);
  });

  test.each([sqlite(1), sqlite(19), coded('42601'), coded('23505'), coded('22P02')])(
    'is not set for a wrong statement: its error stays unchanged',
    (thrown) => {
      expect(toStoreFault(thrown)).toBe(thrown);
    },
  );

  test.each([
    [coded('25006'), true],
    [coded('57P01'), true],
    [coded('57P02'), true],
    [coded('57P03'), true],
    [coded('08006'), true],
    [coded('ECONNRESET'), true],
    [new Error('Query read timeout'), true],
    [coded('57014'), false],
    [coded('53100'), false],
    [coded('40001'), false],
    [sqlite(8), false],
    [new StoreUnavailable('full'), false],
  ])('for %j makes the connection unusable: %s', (thrown, isUseless) => {
    expect(isConnectionFault(thrown)).toBe(isUseless);
  });
});
