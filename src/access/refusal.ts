import * as errors from 'jose/errors';

/**
 * The reason why a token was refused. The set is closed, so a reason can be a log field or a label of a metric.
 * A reason never contains a part of the token, and is not sent to the client.
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

/** The error that carries the reason of a refusal to the code that logs it. It is used only in src/access. */
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
 * Returns the reason of any error of the verification. An unknown error is `unusable_key`: WebCrypto rejects
 * keys that are too short or damaged with its own errors, and an unexpected error must also refuse the token.
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
