/** Every check, by the id that scripts may rely on. */
export const CHECKS = {
  node: 'the version of Node.js',
  settings: 'the environment variables of the gateway',
  misspelled: 'variables that look like a misspelled setting',
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

/** What one check has found. Nothing in it is secret. */
export interface Finding {
  readonly check: CheckId;
  readonly level: Level;
  /** The name of the account, where it is about one. */
  readonly account?: string | undefined;
  /** The operation, the domain or the variable that it is about. */
  readonly subject?: string | undefined;
  readonly found: string;
  /** What follows from it; absent where all is well. */
  readonly meaning?: string | undefined;
  /** What to do; absent where nothing has to be done. */
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
