import { toNetworkReason } from '../stream/network-reason.js';
import { type StoreReason } from '../stream/reasons.js';
import { codeOf } from '../stream/thrown.js';

/** SQLite's primary result codes, https://sqlite.org/rescode.html. */
const SQLITE_REASONS: Readonly<Record<number, StoreReason>> = {
  3: 'denied',
  5: 'busy',
  6: 'busy',
  7: 'out_of_memory',
  8: 'read_only',
  10: 'io_error',
  11: 'corrupt',
  13: 'full',
  14: 'cannot_open',
  23: 'denied',
  26: 'not_a_database',
};

/** SQLSTATE by its longest known prefix, https://www.postgresql.org/docs/current/errcodes-appendix.html. */
const SQLSTATE_REASONS: Readonly<Record<string, StoreReason>> = {
  '08': 'reset',
  '25006': 'read_only',
  '28': 'denied',
  '3D000': 'missing_database',
  '40': 'busy',
  '42501': 'denied',
  '53100': 'full',
  '53200': 'out_of_memory',
  '53300': 'too_many_connections',
  '55P03': 'busy',
  '57014': 'timeout',
  '57P01': 'restarting',
  '57P02': 'restarting',
  '57P03': 'restarting',
  '57P04': 'missing_database',
  '58': 'io_error',
  XX001: 'corrupt',
  XX002: 'corrupt',
};

/** System error codes for the database file or a certificate file. */
const FILE_REASONS: Readonly<Record<string, StoreReason>> = {
  EACCES: 'cannot_open',
  EDQUOT: 'full',
  EIO: 'io_error',
  EISDIR: 'cannot_open',
  ENOENT: 'cannot_open',
  ENOSPC: 'full',
  ENOTDIR: 'cannot_open',
  EPERM: 'cannot_open',
  EROFS: 'read_only',
};

/** The driver sets no code on these errors. */
const TIMEOUT_MESSAGE = /time(?:d )?out|timeout/i;
const TLS_MESSAGE = /\bSSL\b/;
const RESET_MESSAGE = /^Connection terminated|not queryable/;

/**
 * The SQLSTATE of an error of PostgreSQL: five characters. No SQLSTATE class begins with E, but system codes do, and
 * some of them, such as EPIPE, also have five characters.
 */
export function sqlStateOf(thrown: unknown): string | undefined {
  const code = codeOf(thrown);
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('E') ? code : undefined;
}

/** SQLite's primary result code. */
export function sqliteResultOf(thrown: unknown): number | undefined {
  if (codeOf(thrown) !== 'ERR_SQLITE_ERROR') return undefined;
  const result = (thrown as { errcode?: unknown }).errcode;
  return typeof result === 'number' ? result & 0xff : undefined;
}

export function toStoreReason(thrown: unknown): StoreReason {
  const result = sqliteResultOf(thrown);
  if (result !== undefined) return SQLITE_REASONS[result] ?? 'unknown';
  const state = sqlStateOf(thrown);
  if (state !== undefined) return SQLSTATE_REASONS[state] ?? SQLSTATE_REASONS[state.slice(0, 2)] ?? 'unknown';
  const code = codeOf(thrown);
  if (code !== undefined) return toNetworkReason(thrown) ?? FILE_REASONS[code] ?? 'unknown';
  const message = thrown instanceof Error ? thrown.message : '';
  if (TIMEOUT_MESSAGE.test(message)) return 'timeout';
  if (TLS_MESSAGE.test(message)) return 'tls';
  return RESET_MESSAGE.test(message) ? 'reset' : 'unknown';
}
