import { registerEnumType } from 'type-graphql';
import { ERROR_CODES, type ErrorCode } from '../../stream/error-codes.js';

const CODES = Object.keys(ERROR_CODES) as ErrorCode[];

export type LiveErrorCode = ErrorCode;
export const LiveErrorCode = Object.fromEntries(CODES.map((code) => [code, code])) as {
  readonly [Code in ErrorCode]: Code;
};

registerEnumType(LiveErrorCode, {
  name: 'LiveErrorCode',
  description: 'The reason of a failure: the codes of `extensions.code`.',
  valuesConfig: Object.fromEntries(CODES.map((code) => [code, { description: ERROR_CODES[code].when }])),
});

/** Converts a stored code. A code that only a newer version has becomes UPSTREAM_ERROR. */
export function toLiveErrorCode(code: string | undefined): LiveErrorCode | null {
  if (code === undefined) return null;
  return Object.hasOwn(LiveErrorCode, code) ? (code as LiveErrorCode) : LiveErrorCode.UPSTREAM_ERROR;
}
