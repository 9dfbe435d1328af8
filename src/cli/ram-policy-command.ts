import { parseArgs } from 'node:util';
import type { Grants } from '../access/grant.js';
import { loadGrants } from '../access/grants-file.js';
import { readAccountDomains } from '../config/accounts/accounts-file.js';
import { SettingsFileError } from '../settings-file/settings-file-error.js';
import { createAccountRouting } from '../stream/account.js';
import { toAccountGrants } from './account-grants.js';
import { CommandFailed, parseStrictly } from './command-failed.js';
import { toRamPolicy, toRamPolicyNotes } from './ram-policy.js';

const USAGE = [
  'Usage: apsara-live-gateway ram-policy --account <account id> [--account-name <name>] [--grants <file>]',
  '         [--callbacks]',
  '',
  'Prints the least RAM policy for the grants in effect, as JSON on stdout. Notes on it go to stderr.',
  '  --account       the Alibaba Cloud account that owns the live domains, digits only',
  '  --account-name  the name of that account in the accounts file, which LIVE_ACCOUNTS_FILE names',
  '  --grants        the grants file; default: the one GRANTS_FILE names',
  '  --callbacks     with what a gateway needs that receives stream callbacks',
  '',
  'Example: apsara-live-gateway ram-policy --account 1234567890 --grants grants.yaml',
  '',
  'Exit code: 0 done, 1 not done, 2 wrong use or settings.',
];

const ACCOUNT_ID = /^\d{1,20}$/;

interface Variables {
  readonly GRANTS_FILE?: string | undefined;
  readonly LIVE_ACCOUNTS_FILE?: string | undefined;
}

interface Arguments {
  readonly account: string;
  readonly accountName: string | undefined;
  readonly grantsFile: string;
  readonly callbacks: boolean;
}

function parseArguments(argv: readonly string[], grantsFile: string | undefined): Arguments | 'help' {
  const { values } = parseStrictly(() =>
    parseArgs({
      args: [...argv],
      options: {
        account: { type: 'string' },
        'account-name': { type: 'string' },
        grants: { type: 'string' },
        callbacks: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }),
  );
  if (values.help) return 'help';
  if (values.account === undefined) throw new CommandFailed(2, '--account is missing');
  if (!ACCOUNT_ID.test(values.account))
    throw new CommandFailed(2, '--account must be digits only, at most 20');
  const file = values.grants ?? grantsFile;
  if (file === undefined || file === '') throw new CommandFailed(2, 'set GRANTS_FILE or pass --grants');
  return {
    account: values.account,
    accountName: values['account-name'],
    grantsFile: file,
    callbacks: values.callbacks,
  };
}

function toPolicyText(
  grants: Grants,
  { account, callbacks }: Arguments,
  err: (line: string) => void,
): string {
  const policy = toRamPolicy(grants, account, callbacks);
  if (policy.Statement.length === 0)
    throw new CommandFailed(1, 'the grants allow nothing, so there is no policy to write');
  for (const note of toRamPolicyNotes(policy)) err(`// ${note}`);
  return JSON.stringify(policy, undefined, 2);
}

/**
 * `ram-policy --account <id> [--account-name <name>] [--grants <file>]`. JSON has no comments. Notes therefore go to
 * `err`, where each line begins with `//`, and `out` has only the policy, which can be piped into a file.
 *
 * @param argv the arguments behind the command's name
 * @returns the exit code: 0 if the policy is printed, 1 if the grants cannot be used, 2 for wrong use
 */
export function ramPolicyCommand(
  argv: readonly string[],
  env: Variables,
  out: (line: string) => void,
  err: (line: string) => void,
): Promise<number> {
  const failure = attempt(() => {
    const parsed = parseArguments(argv, env.GRANTS_FILE);
    if (parsed === 'help') USAGE.forEach(out);
    else {
      const grants = loadGrants(parsed.grantsFile);
      const own = parsed.accountName === undefined ? grants : ofAccount(grants, parsed.accountName, env);
      out(toPolicyText(own, parsed, err));
    }
  });
  if (failure === undefined) return Promise.resolve(0);
  err(failure.message);
  if (failure.exitCode === 2) USAGE.forEach(err);
  return Promise.resolve(failure.exitCode);
}

/** Returns the grants for the domains of one account of the accounts file. */
function ofAccount(grants: Grants, name: string, { LIVE_ACCOUNTS_FILE: path = '' }: Variables): Grants {
  if (path === '') throw new CommandFailed(2, 'set LIVE_ACCOUNTS_FILE, where --account-name is looked up');
  const accounts = readAccountDomains(path);
  if (accounts.every((account) => account.name !== name))
    throw new CommandFailed(2, `the accounts file has no account called ${JSON.stringify(name)}`);
  return toAccountGrants(grants, createAccountRouting(accounts), name);
}

function attempt(run: () => void): CommandFailed | undefined {
  try {
    run();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof SettingsFileError) return new CommandFailed(1, thrown.message);
    if (thrown instanceof CommandFailed) return thrown;
    throw thrown;
  }
}
