import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ConfigError, type Settings } from '../../config/config.js';
import { findMisspelledSettings, toWarning } from '../../config/misspelled.js';
import { readConfig } from '../../config/read-config.js';
import { type DatabaseFacts, probeDatabase } from '../../store/database-probe.js';
import { type StoreReason } from '../../stream/reasons.js';
import { type Variables } from '../callback-account.js';
import { failure, type Finding, good, warning } from './finding.js';

const OLDEST_POSTGRES = 140_000;
const TIMEOUT_MS = 5_000;
/**
 * The clock of the database or of ApsaraVideo Live ends a forbid. A difference of a few seconds is visible to users.
 */
const CLOCK_MS = 5_000;

export function checkNode(version: string): Finding {
  const [major = 0] = version.split('.').map(Number);
  // An older version does not reach this line, because the command refuses to start.
  if (major % 2 === 0) return good('node', `Node.js ${version}`);
  return warning('node', {
    found: `Node.js ${version}`,
    meaning: 'Odd versions are supported for a few months only.',
    action: 'Use an even version, which has long-term support.',
  });
}

/** Reports every wrong setting. It returns the settings that are valid, so that the other checks can run. */
export function checkSettings(env: Variables): { settings: Settings | undefined; findings: Finding[] } {
  const misspelled = findMisspelledSettings(env).map((found) =>
    warning(
      'misspelled',
      {
        found: toWarning(found).replace(`${found.variable}: `, ''),
        meaning: 'The gateway does not read this variable.',
        action: 'Correct its name, or remove it.',
      },
      { subject: found.variable },
    ),
  );
  try {
    const settings = readConfig(env);
    return { settings, findings: [good('settings', 'every setting is valid'), ...misspelled] };
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown;
    const faults = thrown.faults.map(({ variable, message }) =>
      failure(
        'settings',
        {
          found: `${variable} ${message}`,
          meaning: 'The gateway does not start.',
          action: 'Correct the setting; docs/settings.md lists what is allowed.',
        },
        { subject: variable },
      ),
    );
    return { settings: undefined, findings: [...faults, ...misspelled] };
  }
}

/** @param url the value of DATABASE_URL */
export async function checkDatabase(url: string, listenUrl: string | undefined): Promise<Finding[]> {
  if (url.startsWith('file:')) return [await checkFile(url.slice('file:'.length))];
  const facts = await probeDatabase(url, TIMEOUT_MS);
  if (typeof facts === 'string') return [toDatabaseFailure('DATABASE_URL', facts)];
  return [
    ...checkServer(facts),
    await checkPooler(facts.isPooled, listenUrl),
    toClockFinding(facts.clockAheadMs),
  ];
}

function checkServer(facts: DatabaseFacts): Finding[] {
  const major = Math.floor(facts.versionNumber / 10_000);
  const findings: Finding[] = [];
  if (facts.versionNumber < OLDEST_POSTGRES)
    findings.push(
      failure('database', {
        found: `PostgreSQL ${major}`,
        meaning: 'The gateway is tested with PostgreSQL 14 and later.',
        action: 'Upgrade the database.',
      }),
    );
  if (facts.isReadOnly)
    findings.push(
      failure('database', {
        found: 'the database takes no writes',
        meaning: 'It is a standby, or its user is read-only. Every action would be refused.',
        action: 'Let DATABASE_URL lead to the primary.',
      }),
    );
  else if (!facts.mayCreate)
    findings.push(
      failure('database', {
        found: 'the user may not create tables in its schema',
        meaning: 'The gateway makes its tables itself, at the first start and after an upgrade.',
        action: 'Grant CREATE on the schema to the user.',
      }),
    );
  if (findings.length === 0) findings.push(good('database', `PostgreSQL ${major}, writable`));
  return findings;
}

async function checkPooler(isPooled: boolean, listenUrl: string | undefined): Promise<Finding> {
  if (!isPooled) return good('pooler', 'the connection leads straight to the server');
  if (listenUrl === undefined)
    return warning('pooler', {
      found: 'DATABASE_URL goes through a pooler',
      meaning: 'Replicas notice changes of one another within a second instead of at once.',
      action: 'Set DATABASE_LISTEN_URL to an address that leads straight to the server.',
    });
  const facts = await probeDatabase(listenUrl, TIMEOUT_MS);
  if (typeof facts === 'string')
    return { ...toDatabaseFailure('DATABASE_LISTEN_URL', facts), check: 'pooler', level: 'warning' };
  if (!facts.isPooled) return good('pooler', 'DATABASE_LISTEN_URL leads straight to the server');
  return warning('pooler', {
    found: 'DATABASE_LISTEN_URL goes through a pooler, too',
    meaning: 'Replicas notice changes of one another within a second instead of at once.',
    action: 'Let DATABASE_LISTEN_URL lead straight to the server.',
  });
}

function toClockFinding(aheadMs: number): Finding {
  const seconds = (Math.abs(aheadMs) / 1_000).toFixed(1);
  if (Math.abs(aheadMs) <= CLOCK_MS) return good('database-clock', `the clocks differ by ${seconds} s`);
  return warning('database-clock', {
    found: `the clock of the database is ${seconds} s ${aheadMs > 0 ? 'ahead' : 'behind'}`,
    meaning: 'The times in the ledger are wrong by the same amount.',
    action: 'Synchronize both clocks, for instance with NTP.',
  });
}

const NO_SERVER = ['no server answers at the address', 'Check the host, the port and the firewall.'] as const;
const DATABASE_TEXTS: Readonly<Partial<Record<StoreReason, readonly [found: string, action: string]>>> = {
  dns: NO_SERVER,
  refused: NO_SERVER,
  unreachable: NO_SERVER,
  denied: ['the server refuses the user or the password', 'Correct the user and the password.'],
  missing_database: ['the database does not exist', 'Create it, or correct its name.'],
  tls: ['the certificate of the server is not trusted', 'Give the certificate with sslrootcert.'],
  timeout: ['the server does not answer in 5 s', 'Check the network and the load of the server.'],
};

function toDatabaseFailure(variable: string, reason: StoreReason): Finding {
  const [found, action] = DATABASE_TEXTS[reason] ?? [
    `the database cannot be used (${reason})`,
    'docs/operations.md describes the reasons.',
  ];
  const meaning = 'The gateway cannot start, and a running one refuses actions.';
  return failure('database', { found, meaning, action }, { subject: variable });
}

async function checkFile(path: string): Promise<Finding> {
  if (path.startsWith(':memory:'))
    return warning('database', {
      found: 'the store is in memory',
      meaning: 'The ledger and the jobs are lost when the process ends.',
      action: 'Set DATABASE_URL to a file or to PostgreSQL.',
    });
  const file = resolve(path);
  const isThere = await stat(file).then(
    () => true,
    () => false,
  );
  try {
    await access(isThere ? file : await firstExisting(dirname(file)), constants.R_OK | constants.W_OK);
    return good('database', isThere ? 'an SQLite file, writable' : 'an SQLite file that can be created');
  } catch {
    return failure('database', {
      found: 'the SQLite file or its folder cannot be written',
      meaning: 'The gateway does not start.',
      action: 'Give the user of the gateway the right to write there.',
    });
  }
}

async function firstExisting(folder: string): Promise<string> {
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  );
  return isThere || dirname(folder) === folder ? folder : firstExisting(dirname(folder));
}
