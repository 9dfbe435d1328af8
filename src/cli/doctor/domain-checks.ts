import { secretOf } from '../../stream/callback-settings.js';
import { type LiveUpstream } from '../../stream/upstream.js';
import { type DoctorAccount } from './accounts.js';
import { callOf, toCall } from './call.js';
import { failure, type Finding, good, warning } from './finding.js';

/** As documented. */
const LIST_LIMIT = 10_000;
const NEARLY_FULL = 0.9;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface About {
  readonly account: string;
  readonly subject: string;
}

/** One ingest domain: its streaming domain, its forbid list, its callbacks. */
export async function checkDomain(
  domainName: string,
  account: DoctorAccount,
  live: LiveUpstream,
): Promise<Finding[]> {
  const about = { account: account.name, subject: domainName };
  const mapping = await callOf(live.call('DescribeLiveDomainMapping', { domainName }, toCall()));
  if (mapping.error !== undefined) {
    const { code } = mapping.error;
    const isUnknown = code === 'DOMAIN_NOT_FOUND';
    const texts = isUnknown
      ? {
          found: 'the account has no such domain',
          meaning: 'Every action on it is refused with DOMAIN_NOT_FOUND.',
          action: 'Correct the name in the grants or the accounts file, or give the right account.',
        }
      : { found: `it cannot be read (${code})`, meaning: 'It has no lists.', action: 'See the RAM checks.' };
    return [failure('mapping', texts, about)];
  }
  const { streamingDomain, ingestDomains } = mapping.result;
  if (streamingDomain === undefined || !ingestDomains.includes(domainName)) {
    const isStreaming = streamingDomain === domainName;
    const texts = isStreaming
      ? {
          found: 'it is a streaming domain',
          meaning: 'Forbid and resume need the ingest domain.',
          action: `Name the ingest domain: ${ingestDomains.join(', ') || 'none is bound'}.`,
        }
      : {
          found: 'no streaming domain is bound to it',
          meaning: 'It has no lists, and a status is not known.',
          action: 'Bind a streaming domain in the console of ApsaraVideo Live.',
        };
    return [warning('mapping', texts, about), await checkCallbacks(domainName, account, live, about)];
  }
  return [
    good('mapping', `its streaming domain is ${streamingDomain}`, about),
    await checkForbidList(streamingDomain, live, about),
    await checkCallbacks(domainName, account, live, about),
  ];
}

async function checkForbidList(streamingDomain: string, live: LiveUpstream, about: About): Promise<Finding> {
  const page = { streamingDomain, pageNum: 1, pageSize: 1 };
  const { result, error } = await callOf(live.call('DescribeLiveStreamsBlockList', page, toCall()));
  if (error !== undefined) {
    const texts = {
      found: `it cannot be read (${error.code})`,
      meaning: 'The forbidden streams cannot be shown.',
      action: 'See the RAM checks.',
    };
    return failure('forbid-list', texts, about);
  }
  const found = `${result.total} of ${LIST_LIMIT} streams are forbidden`;
  if (result.total < LIST_LIMIT * NEARLY_FULL) return good('forbid-list', found, about);
  const meaning = 'At the limit the next forbid fails.';
  return warning('forbid-list', { found, meaning, action: 'Resume streams that need no forbid.' }, about);
}

async function checkCallbacks(
  domainName: string,
  { callbacks }: DoctorAccount,
  live: LiveUpstream,
  about: About,
): Promise<Finding> {
  if (callbacks.secrets.length === 0)
    return warning(
      'callbacks',
      {
        found: 'this gateway takes no callbacks',
        meaning: 'The state of a stream is read every few seconds instead.',
        action: 'Set LIVE_CALLBACK_SECRET, and then the callbacks with "callbacks set".',
      },
      about,
    );
  const { result: settings, error } = await callOf(
    live.call('DescribeLiveStreamsNotifyUrlConfig', { domainName }, toCall()),
  );
  const set = `Run "callbacks set --domain ${domainName} --url <address of the gateway>".`;
  const without = 'No live events arrive for the domain.';
  if (error !== undefined)
    return warning(
      'callbacks',
      { found: `they cannot be read (${error.code})`, meaning: without, action: 'See the RAM checks.' },
      about,
    );
  const url = settings?.notifyUrl === undefined ? null : URL.parse(settings.notifyUrl.reveal());
  if (url === null)
    return warning('callbacks', { found: 'none are set', meaning: without, action: set }, about);
  if (!callbacks.secrets.includes(secretOf(url)))
    return warning('callbacks', { found: 'they go elsewhere', meaning: without, action: set }, about);
  const key = settings?.authKey?.reveal();
  if (callbacks.authKeys.length > 0 && (key === undefined || !callbacks.authKeys.includes(key)))
    return failure(
      'callbacks',
      {
        found: 'they are signed with another key, or not at all',
        meaning: 'The gateway refuses them.',
        action: set,
      },
      about,
    );
  return checkArrival(domainName, live, about);
}

async function checkArrival(domainName: string, live: LiveUpstream, about: About): Promise<Finding> {
  const now = Math.floor(Date.now() / 1_000) * 1_000;
  const { result, error } = await callOf(
    live.call(
      'DescribeLiveStreamsNotifyRecords',
      { domainName, since: new Date(now - DAY_MS), before: new Date(now), pageNum: 1, pageSize: 100 },
      toCall(),
    ),
  );
  if (error !== undefined || result.items.length === 0)
    return good('callbacks', 'they go to this gateway; none is recorded in the last 24 hours', about);
  const failed = result.items.filter(({ succeeded }) => !succeeded).length;
  if (failed === 0) return good('callbacks', 'they go to this gateway, and arrive', about);
  const found = `${failed} of the last ${result.items.length} did not arrive`;
  const meaning = 'ApsaraVideo Live does not reach the gateway, or the gateway refuses them.';
  return warning(
    'callbacks',
    { found, meaning, action: `Run "callbacks check --domain ${domainName}".` },
    about,
  );
}
