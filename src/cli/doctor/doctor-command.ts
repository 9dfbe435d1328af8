import { createAccountRouting } from '../../stream/account.js';
import { createDomainRouter } from '../../stream/domain-pattern.js';
import { type Grants } from '../../access/grant.js';
import { type FoundAccount, type Variables } from '../callback-account.js';
import { CommandFailed } from '../command-failed.js';
import { type Terminal } from '../terminal.js';
import { checkGrants, checkKeys } from './access-checks.js';
import { checkAccount } from './account-checks.js';
import { readAccounts } from './accounts.js';
import { failure, type Finding, good, warning } from './finding.js';
import { checkDatabase, checkNode, checkSettings } from './local-checks.js';
import { printFindings } from './print-findings.js';
import { checkToken } from './token-check.js';

export interface DoctorOptions {
  readonly json: boolean;
  /** A token to explain. */
  readonly token: string | undefined;
}

/**
 * Checks everything that the gateway needs, with the environment of the gateway. It changes nothing.
 * @throws CommandFailed with exit code 1 if a check has failed
 */
export async function doctor(
  env: Variables,
  options: DoctorOptions,
  terminal: Pick<Terminal, 'out' | 'text'>,
): Promise<void> {
  const findings = (await examine(env, options)).map(terminal.text.doctor.toShown);
  if (options.json) terminal.out(JSON.stringify({ findings }, null, 2));
  else printFindings(findings, terminal, env);
  const failed = findings.filter(({ level }) => level === 'failure').length;
  if (failed > 0) throw new CommandFailed(1, (text) => text.doctor.failed(failed));
}

export async function examine(env: Variables, { token }: Pick<DoctorOptions, 'token'>): Promise<Finding[]> {
  const { settings, findings } = checkSettings(env);
  const local = [checkNode(process.versions.node), ...findings];
  // The other checks need valid settings.
  if (settings === undefined) return local;
  const { config, secrets } = settings;
  const grants = checkGrants(config.grantsFile, config.auth);
  const [database, keys, accounts] = await Promise.all([
    checkDatabase(secrets.databaseUrl, secrets.listenUrl),
    checkKeys(config.auth),
    readAccounts(env, settings),
  ]);
  const upstream = await checkAccounts(accounts.accounts, grants.grants);
  const explained = token === undefined ? [] : await checkToken(token, config.auth, grants.grants);
  return [
    ...local,
    ...database,
    ...keys,
    ...grants.findings,
    ...accounts.findings,
    ...upstream,
    ...explained,
  ];
}

async function checkAccounts(accounts: readonly FoundAccount[], grants: Grants): Promise<Finding[]> {
  if (accounts.length === 0) return [];
  const routing = createAccountRouting(accounts);
  const patterns = [...new Set(grants.flatMap(({ domains }) => domains))];
  const named = patterns.filter((pattern) => !pattern.includes('*'));
  const isGranted = createDomainRouter(patterns.map((pattern) => [pattern, pattern] as const));
  const checked = await Promise.all(
    accounts.map((account) =>
      checkAccount(
        account,
        named.filter((domain) => routing.find(domain) === account.name),
        (domain) => isGranted(domain) !== undefined && routing.find(domain) === account.name,
      ),
    ),
  );
  const homeless = named
    .filter((domain) => routing.find(domain) === undefined)
    .map((domain) =>
      failure(
        'granted-domains',
        {
          found: 'no account has this domain',
          meaning: 'Every action on it is refused with DOMAIN_NOT_FOUND.',
          action: 'Add it to an account of the accounts file, or correct the grant.',
        },
        { subject: domain },
      ),
    );
  const known = checked.every(({ domains }) => domains !== undefined)
    ? checked.flatMap(({ domains = [] }) => domains)
    : undefined;
  return [...homeless, ...checkPatterns(patterns, known), ...checked.flatMap(({ findings }) => findings)];
}

/** Patterns that match no domain of any account. They cannot be checked if the domains cannot be read. */
function checkPatterns(patterns: readonly string[], known: readonly string[] | undefined): Finding[] {
  if (known === undefined) return [];
  const wild = patterns.filter((pattern) => pattern.includes('*'));
  const idle = wild.filter((pattern) => {
    const matches = createDomainRouter([[pattern, pattern] as const]);
    return !known.some((domain) => matches(domain) !== undefined);
  });
  if (idle.length === 0)
    return patterns.length === 0 ? [] : [good('granted-domains', 'every pattern matches a domain')];
  return idle.map((pattern) =>
    warning(
      'granted-domains',
      {
        found: 'the pattern matches no domain of any account',
        meaning: 'The grant allows nothing.',
        action: 'Correct the pattern, or remove it.',
      },
      { subject: pattern },
    ),
  );
}
