import { VARIABLES } from './env.js';

/** A variable that nothing reads, and the setting that was probably meant. */
export interface MisspelledSetting {
  readonly variable: string;
  /** Absent where only the beginning of the name is that of a setting. */
  readonly suggestion?: string | undefined;
}

/** Beginnings that only settings of the gateway have. Others, such as `OTEL_`, also belong to other programs. */
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
/** What the variables of secrets of accounts end in, which the accounts file names. */
export const ACCOUNT_SECRET =
  /_(?:ACCESS_KEY_ID|ACCESS_KEY_SECRET|SECURITY_TOKEN|CREDENTIALS_URI|CALLBACK_SECRET|CALLBACK_AUTH_KEY)(?:_FILE)?$/;
/** Kubernetes sets these for each service of the namespace, whatever its name. */
const OF_KUBERNETES = /_SERVICE_(?:HOST|PORT)(?:_|$)|_PORT(?:_\d+_(?:TCP|UDP|SCTP).*)?$/;
const MAX_DISTANCE = 2;
/** A name that is short may differ by less: `HOME` is no misspelled `HOST`. */
const LETTERS_PER_MISTAKE = 4;

/**
 * The variables that are set and look like a misspelled setting: their name begins with a prefix of the gateway's own,
 * or differs from a setting's by at most two letters. Their values are never looked at.
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

/** One line: `GRANT_FILE: is no setting; did you mean GRANTS_FILE?` */
export function toWarning({ variable, suggestion }: MisspelledSetting): string {
  return `${variable}: is no setting${suggestion === undefined ? '' : `; did you mean ${suggestion}?`}`;
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

/** How many letters have to be inserted, removed or replaced (Levenshtein distance). */
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
