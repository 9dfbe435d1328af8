import { registerEnumType } from 'type-graphql';
import { ERROR_CODES, type ErrorCode } from '../../stream/error-codes.js';

const CODES = Object.keys(ERROR_CODES) as ErrorCode[];

export type LiveErrorCode = ErrorCode;
export const LiveErrorCode = Object.fromEntries(CODES.map((code) => [code, code])) as {
  readonly [Code in ErrorCode]: Code;
};

registerEnumType(LiveErrorCode, {
  name: 'LiveErrorCode',
  description: 'Why something failed: the codes of `extensions.code`.',
  valuesConfig: Object.fromEntries(CODES.map((code) => [code, { description: ERROR_CODES[code].when }])),
});

/** A stored code as this version offers it: one of a newer version reads as UPSTREAM_ERROR. */
export function toLiveErrorCode(code: string | undefined): LiveErrorCode | null {
  if (code === undefined) return null;
  return Object.hasOwn(LiveErrorCode, code) ? (code as LiveErrorCode) : LiveErrorCode.UPSTREAM_ERROR;
}
