import { toNetworkReason } from '../stream/network-reason.js';
import { type CredentialReason, NETWORK_REASONS, Unusable } from '../stream/reasons.js';
import { codeOf } from '../stream/thrown.js';

/**
 * @alicloud/credentials throws plain errors, so only the message distinguishes an outage from a refusal (source of
 * 2.4.7). The credentials URI and the metadata service report `httpStatus: 503`. The message for the role name ends
 * with the status.
 */
const STATUS =
  /httpStatus: (\d{3})\b|^get metadata token failed with (\d{3})$|^get role name failed: .* (\d{3})$/s;
/** An error of STS quotes the whole answer, which contains a Code like every Alibaba Cloud API. */
const STS_CODE = /"Code"\s*:\s*"([\w.-]{1,100})"/;
const STS_OUTAGE = /^(?:InternalError|ServiceUnavailable|Throttling)/;
const NO_JSON = /json parse failed|unmarshal fail/;
const NO_KEY =
  /^(?:error retrieving credentials from credentialsURI|get sts token failed(?: with OIDC)?$|refresh (?:Ecs|RoleArn) sts token err)/;
/** The package replaces the Code of a wrong signature by this message. The operator must set another key. */
const WRONG_SECRET = 'the access key secret is invalid';
const FILE_CODES: ReadonlySet<string> = new Set(['ENOENT', 'EACCES', 'EISDIR', 'EPERM']);

/** Temporary reasons: the source is not available at the moment. All other reasons need an operator. */
const PASSING: ReadonlySet<CredentialReason> = new Set<CredentialReason>([
  ...NETWORK_REASONS,
  'status',
  'not_json',
  'unknown',
]);

/** Whether the same request may succeed later without a change by an operator. */
export function isPassing(reason: CredentialReason): boolean {
  return PASSING.has(reason);
}

/**
 * The reason why the source returned no key. It contains no text of the source, which can include hosts, accounts and
 * keys.
 */
export function toCredentialReason(thrown: unknown): CredentialReason {
  if (thrown instanceof Unusable) return thrown.reason as CredentialReason;
  const network = toNetworkReason(thrown);
  if (network !== undefined) return network;
  if (FILE_CODES.has(codeOf(thrown) ?? '')) return 'token_file';
  return thrown instanceof Error ? reasonOfText(thrown.message) : 'unknown';
}

function reasonOfText(text: string): CredentialReason {
  const status = STATUS.exec(text)?.slice(1).find(Boolean);
  if (status !== undefined) return reasonOfStatus(Number(status));
  if (text === WRONG_SECRET) return 'rejected';
  const code = STS_CODE.exec(text)?.[1];
  if (code !== undefined && code !== 'Success') return reasonOfCode(code);
  if (NO_JSON.test(text)) return 'not_json';
  if (NO_KEY.test(text)) return 'empty';
  // The answer does not come from STS: it is a proxy's page or an empty body, for example.
  return /^(?:get sts token failed with OIDC: |refresh session token failed: )/.test(text)
    ? 'status'
    : 'unknown';
}

function reasonOfStatus(status: number): CredentialReason {
  if (status === 404 || status === 410) return 'not_found';
  const isOutage = status >= 500 || status === 408 || status === 429 || status < 400;
  return isOutage ? 'status' : 'rejected';
}

function reasonOfCode(code: string): CredentialReason {
  if (code.startsWith('InvalidTimeStamp')) return 'clock';
  if (code.startsWith('EntityNotExist')) return 'not_found';
  return STS_OUTAGE.test(code) ? 'status' : 'rejected';
}
