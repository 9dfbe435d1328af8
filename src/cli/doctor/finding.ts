/** The id of every check. Ids are stable, so that scripts can use them. */
export const CHECKS = {
  node: 'the version of Node.js',
  settings: 'the environment variables of the gateway',
  misspelled: 'variables whose names look like misspelled settings',
  database: 'whether the store can be reached, read and written',
  pooler: 'whether events are announced to every replica',
  'database-clock': 'the clock of the database against that of this machine',
  keys: 'the key endpoint of the identity provider',
  issuer: 'whether the discovery document of the issuer agrees with the settings',
  grants: 'the grants file',
  'granted-domains': 'whether each domain of the grants belongs to an account',
  accounts: 'the accounts file',
  credentials: 'the access key of an account',
  endpoint: 'whether ApsaraVideo Live can be reached',
  clock: 'the clock of ApsaraVideo Live against that of this machine',
  ram: 'whether RAM allows an operation',
  mapping: 'the streaming domain of a granted ingest domain',
  'forbid-list': 'how full the forbid list of a domain is',
  callbacks: 'whether callbacks of a domain go to this gateway, and arrive',
  token: 'what a token may do',
} as const;

export type CheckId = keyof typeof CHECKS;
export type Level = 'ok' | 'warning' | 'failure';

/** The result of one check. It contains nothing secret. */
export interface Finding {
  readonly check: CheckId;
  readonly level: Level;
  /** The name of the account, if the check concerns one account. */
  readonly account?: string | undefined;
  /** The operation, the domain or the variable that was checked. */
  readonly subject?: string | undefined;
  readonly found: string;
  /** The consequence. Absent if the check passed. */
  readonly meaning?: string | undefined;
  /** What to do. Absent if nothing has to be done. */
  readonly action?: string | undefined;
}

type Details = Pick<Finding, 'account' | 'subject'>;

export function good(check: CheckId, found: string, details: Details = {}): Finding {
  return { check, level: 'ok', found, ...details };
}

export function warning(
  check: CheckId,
  texts: Required<Pick<Finding, 'found' | 'meaning' | 'action'>>,
  details: Details = {},
): Finding {
  return { check, level: 'warning', ...texts, ...details };
}

export function failure(
  check: CheckId,
  texts: Required<Pick<Finding, 'found' | 'meaning' | 'action'>>,
  details: Details = {},
): Finding {
  return { check, level: 'failure', ...texts, ...details };
}
