import { type FaultRow } from './behaviour.js';

/**
 * All documented error codes of ApsaraVideo Live and of the API platform, with the documented HTTP
 * status. If the documents show a code with several statuses, each other status has an entry
 * `<code>@<status>`.
 */
const DOCUMENTED_CODES = {
  // Codes of ApsaraVideo Live.
  InternalError: 500,
  'InvalidDomain.NotFound': 404,
  IllegalOperation: 403,
  Forbidden: 401,
  'InvalidIdentity.ServiceDisabled': 400,
  InvalidParam: 400,
  'InvalidResumeTime.Malformed': 400,
  'QuotaExceeded.Blacklist': 400,
  ConfigAlreadyExists: 400,
  CodeConfigNotFound: 400,
  CodeAppNameIsIllegal: 400,
  CodeGetPushbackDomainError: 400,
  CodeGetMainPlaybackDomainError: 400,
  AppInfoNotExist: 404,
  // Codes of the platform: load and outages.
  Throttling: 400,
  'Throttling.User': 400,
  'Throttling.Api': 400,
  'Throttling@429': 429,
  'Throttling.User@429': 429,
  'Throttling.User@503': 503,
  ServiceUnavailable: 503,
  // Parameters.
  MissingParameter: 400,
  MissingDomainName: 400,
  InvalidParameter: 400,
  InvalidStreamName: 400,
  'InvalidParameter.Format': 400,
  // Permissions.
  'Forbidden.RAM': 403,
  'Forbidden.RAM@400': 400,
  'Forbidden@403': 403,
  NoPermission: 403,
  NotAuthorized: 403,
  'Forbidden.RiskControl': 403,
  // Keys, signature, clock.
  'InvalidAccessKeyId.NotFound': 404,
  'InvalidAccessKeyId.NotFound@400': 400,
  'InvalidAccessKeyId.Inactive': 400,
  SignatureDoesNotMatch: 400,
  'SignatureDoesNotMatch@403': 403,
  IncompleteSignature: 400,
  SignatureNonceUsed: 400,
  'InvalidTimeStamp.Expired': 400,
  'InvalidTimeStamp.Format': 400,
  'InvalidSecurityToken.Expired': 403,
  'InvalidSecurityToken.Malformed': 403,
  'InvalidSecurityToken.MismatchWithAccessKey': 403,
  // API, version, protocol.
  UnsupportedOperation: 400,
  NoSuchVersion: 400,
  'InvalidApi.NotFound': 404,
  'InvalidProtocol.NeedSsl': 404,
  'InvalidProtocol.NeedSsl@400': 400,
  UnsupportedHTTPMethod: 400,
} as const satisfies Record<string, number>;

export type DocumentedCode = keyof typeof DOCUMENTED_CODES;

function toRow(name: string, status: number): FaultRow {
  const [code = name] = name.split('@');
  return { says: `HTTP ${status} with code ${code}`, behaviour: { kind: 'refuse', status, code } };
}

/** One fault for each documented code. The fault has the name of the code. */
export const CODE_FAULTS = Object.fromEntries(
  Object.entries(DOCUMENTED_CODES).map(([name, status]) => [name, toRow(name, status)]),
) as Readonly<Record<DocumentedCode, FaultRow>>;
