import * as errors from 'jose/errors';

/**
 * Why a token was refused. A closed set, so that it can be a log field or a metric's label; it never holds a part of
 * the token, and the client does not learn it.
 */
export type RefusalReason =
  | 'no_token'
  | 'several_tokens'
  | 'wrong_scheme'
  | 'too_long'
  | 'malformed'
  | 'algorithm'
  | 'unknown_key'
  | 'unusable_key'
  | 'signature'
  | 'expired'
  | 'not_yet_valid'
  | 'issuer'
  | 'audience'
  | 'claims'
  | 'keys_unavailable';

/** Carries a reason from where it is found to where it is logged; it never leaves the room. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(reason);
    this.reason = reason;
  }
}

function toClaimReason(error: errors.JWTClaimValidationFailed): RefusalReason {
  if (error.reason !== 'check_failed') return 'claims';
  if (error.claim === 'iss') return 'issuer';
  if (error.claim === 'aud') return 'audience';
  return error.claim === 'nbf' ? 'not_yet_valid' : 'claims';
}

/**
 * The reason behind whatever verification threw. What is not known is `unusable_key`: WebCrypto rejects with errors of
 * its own for keys that are too short or garbled, and an unforeseen error must refuse as well.
 */
export function toRefusalReason(thrown: unknown): RefusalReason {
  if (thrown instanceof Refusal) return thrown.reason;
  if (thrown instanceof errors.JWTExpired) return 'expired';
  if (thrown instanceof errors.JWTClaimValidationFailed) return toClaimReason(thrown);
  if (thrown instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (thrown instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  if (thrown instanceof errors.JWKSNoMatchingKey) return 'unknown_key';
  if (
    thrown instanceof errors.JWSInvalid ||
    thrown instanceof errors.JWTInvalid ||
    thrown instanceof errors.JOSENotSupported
  )
    return 'malformed';
  return 'unusable_key';
}
