import { type IncomingHttpHeaders } from 'node:http';
import { parseSecondsUtc } from '../clock.js';
import { type EmulatedAccount } from '../options.js';
import { Refusal } from '../refusal.js';
import { type Nonces } from './nonces.js';
import {
  checkSignedHeaders,
  type ClaimedSignature,
  type SignedRequest,
  verifySignature,
} from './signature.js';

/** Documented: a request is valid for 15 minutes before and after its date. */
const DATE_WINDOW_MS = 15 * 60_000;

export interface Gatekeeper {
  readonly accounts: ReadonlyMap<string, EmulatedAccount>;
  readonly nonces: Nonces;
  readonly wall: () => number;
}

function header(headers: IncomingHttpHeaders, name: string, code: string): string {
  const value = headers[name];
  if (typeof value !== 'string' || value === '')
    throw new Refusal(400, code, `The header "${name}" is mandatory for this action.`);
  return value;
}

function checkDate(headers: IncomingHttpHeaders, nowMs: number): void {
  const date = parseSecondsUtc(header(headers, 'x-acs-date', 'MissingTimestamp'));
  if (date === undefined)
    throw new Refusal(400, 'InvalidTimeStamp.Format', 'Specified time stamp is not well formatted.');
  if (Math.abs(nowMs - date) > DATE_WINDOW_MS)
    throw new Refusal(400, 'InvalidTimeStamp.Expired', 'Specified time stamp is expired.');
}

/** The HTTP status of these codes is not documented. 403 is an assumption by their kind. */
function checkSecurityToken(headers: IncomingHttpHeaders, account: EmulatedAccount, nowMs: number): void {
  const token = headers['x-acs-security-token'];
  if (account.securityToken === undefined && token === undefined) return;
  if (token === undefined)
    throw new Refusal(400, 'MissingSecurityToken', 'SecurityToken is mandatory for this access key.');
  if (token === '')
    throw new Refusal(403, 'InvalidSecurityToken.Malformed', 'Specified security token is malformed.');
  if (token !== account.securityToken)
    throw new Refusal(
      403,
      'InvalidSecurityToken.MismatchWithAccessKey',
      `Specified security token does not belong to ${account.accessKeyId}.`,
    );
  if (nowMs >= (account.securityTokenExpiresAtMs ?? Infinity))
    throw new Refusal(403, 'InvalidSecurityToken.Expired', 'Specified security token is expired.');
}

/**
 * Finds the account that signed a request. The order of the checks in the real service is not
 * documented. Here a nonce is stored only after the signature is verified.
 *
 * @throws Refusal with the documented code of the first check that fails
 */
export function authenticate(
  gatekeeper: Gatekeeper,
  request: SignedRequest,
  claimed: ClaimedSignature,
): EmulatedAccount {
  const { headers } = request;
  const nowMs = gatekeeper.wall();
  const account = gatekeeper.accounts.get(claimed.accessKeyId);
  if (!account)
    throw new Refusal(
      404,
      'InvalidAccessKeyId.NotFound',
      `Specified access key ${claimed.accessKeyId} is not found.`,
    );
  checkDate(headers, nowMs);
  const nonce = header(headers, 'x-acs-signature-nonce', 'MissingSignatureNonce');
  header(headers, 'x-acs-content-sha256', 'IncompleteSignature');
  checkSignedHeaders(claimed.signedHeaders, headers);
  checkSecurityToken(headers, account, nowMs);
  verifySignature(request, claimed, account.accessKeySecret);
  if (!gatekeeper.nonces.admit(account.accessKeyId, nonce, nowMs))
    throw new Refusal(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
  return account;
}
