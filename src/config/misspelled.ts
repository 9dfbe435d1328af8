import { VARIABLES } from './env.js';

/** A variable that the gateway does not read, and the setting that was probably meant. */
export interface MisspelledSetting {
  readonly variable: string;
  /** The probable setting. Absent if only the prefix of the name is the prefix of a setting. */
  readonly suggestion?: string | undefined;
}

/**
 * The prefixes that only settings of the gateway have. Other prefixes, such as `OTEL_`, are also used by other
 * programs.
 */
const OWN_PREFIXES = [
  'ALLOWED_',
  'AUTH_',
  'BUDGET_',
  'BULK_',
  'CALLER_',
  'CONSOLE_',
  'FORBID_',
  'GRANTS_',
  'LEDGER_',
  'LIVE_',
  'STORE_',
  'SUBSCRIPTION_',
  'TRUSTED_',
];
/** The suffixes of the variables for secrets of accounts. The accounts file sets their prefixes. */
export const ACCOUNT_SECRET =
  /_(?:ACCESS_KEY_ID|ACCESS_KEY_SECRET|SECURITY_TOKEN|CREDENTIALS_URI|CALLBACK_SECRET|CALLBACK_AUTH_KEY)(?:_FILE)?$/;
/** The names of variables that Kubernetes sets for each service of the namespace. */
const OF_KUBERNETES = /_SERVICE_(?:HOST|PORT)(?:_|$)|_PORT(?:_\d+_(?:TCP|UDP|SCTP).*)?$/;
const MAX_DISTANCE = 2;
/**
 * The number of letters for each allowed mistake. Short names allow fewer mistakes: `HOME` is not a misspelled
 * `HOST`.
 */
const LETTERS_PER_MISTAKE = 4;

/**
 * Finds the variables that look like misspelled settings. Their name has a prefix of the gateway, or differs
 * from a setting by at most two letters. Their values are never read.
 */
export function findMisspelledSettings(
  source: Readonly<Record<string, string | undefined>>,
): readonly MisspelledSetting[] {
  const names = Object.keys(VARIABLES);
  const hasAccounts = (source['LIVE_ACCOUNTS_FILE'] ?? '') !== '';
  return Object.entries(source).flatMap(([variable, value]) => {
    if (value === undefined || value === '' || names.includes(variable) || OF_KUBERNETES.test(variable))
      return [];
    if (hasAccounts && ACCOUNT_SECRET.test(variable)) return [];
    const suggestion = closestTo(variable.toUpperCase(), names);
    const isOwn = OWN_PREFIXES.some((prefix) => variable.startsWith(prefix));
    return suggestion === undefined && !isOwn ? [] : [{ variable, suggestion }];
  });
}

/** Returns one line: `GRANT_FILE: is not a setting; did you mean GRANTS_FILE?` */
export function toWarning({ variable, suggestion }: MisspelledSetting): string {
  return `${variable}: is not a setting${suggestion === undefined ? '' : `; did you mean ${suggestion}?`}`;
}

function closestTo(variable: string, names: readonly string[]): string | undefined {
  let closest: { name: string; distance: number } | undefined;
  for (const name of names) {
    const limit = Math.min(MAX_DISTANCE, Math.floor(name.length / LETTERS_PER_MISTAKE));
    if (Math.abs(name.length - variable.length) > limit) continue;
    const distance = editDistance(variable, name);
    if (distance <= limit && distance < (closest?.distance ?? Infinity)) closest = { name, distance };
  }
  return closest?.name;
}

/** Returns how many letters must be inserted, removed or replaced (Levenshtein distance). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let index = 0; index < from.length; index += 1) {
    const next = [index + 1];
    for (let column = 0; column < to.length; column += 1) {
      const replaced = (row[column] ?? 0) + (from[index] === to[column] ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
