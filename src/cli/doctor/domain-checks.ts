import { FORBID_LIST_LIMIT } from '../../stream/directory/forbid-lists.js';
import { type CallContext, type LiveUpstream } from '../../stream/upstream.js';
import { type FoundAccount } from '../callback-account.js';
import { toShown } from '../callbacks-settings.js';
import { answerOf, toCallContext } from '../upstream-call.js';
import { failure, type Finding, good, warning } from './finding.js';

const CALL_MS = 10_000;

export function toDoctorCall(): CallContext {
  return toCallContext('doctor-command', { limitMs: CALL_MS });
}

const NEARLY_FULL = 0.9;
const DAY_MS = 86_400_000;

interface About {
  readonly account: string;
  readonly subject: string;
}

/** Checks one ingest domain: its streaming domain, its forbid list and its callbacks. */
export async function checkDomain(
  domainName: string,
  account: FoundAccount,
  live: LiveUpstream,
): Promise<Finding[]> {
  const about = { account: account.name, subject: domainName };
  const mapping = await answerOf(live.call('DescribeLiveDomainMapping', { domainName }, toDoctorCall()));
  if (!mapping.isSuccess) {
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
  const answer = await answerOf(live.call('DescribeLiveStreamsBlockList', page, toDoctorCall()));
  if (!answer.isSuccess) {
    const texts = {
      found: `it cannot be read (${answer.error.code})`,
      meaning: 'The forbidden streams cannot be shown.',
      action: 'See the RAM checks.',
    };
    return failure('forbid-list', texts, about);
  }
  const { total } = answer.result;
  const found = `${total} of ${FORBID_LIST_LIMIT} streams are forbidden`;
  if (total < FORBID_LIST_LIMIT * NEARLY_FULL) return good('forbid-list', found, about);
  const meaning = 'At the limit the next forbid fails.';
  return warning('forbid-list', { found, meaning, action: 'Resume streams that need no forbid.' }, about);
}

async function checkCallbacks(
  domainName: string,
  account: FoundAccount,
  live: LiveUpstream,
  about: About,
): Promise<Finding> {
  const { callbacks } = account;
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
  const answer = await answerOf(
    live.call('DescribeLiveStreamsNotifyUrlConfig', { domainName }, toDoctorCall()),
  );
  const set = `Run "callbacks set --domain ${domainName} --url <address of the gateway>".`;
  const without = 'No live events arrive for the domain.';
  if (!answer.isSuccess)
    return warning(
      'callbacks',
      {
        found: `they cannot be read (${answer.error.code})`,
        meaning: without,
        action: 'See the RAM checks.',
      },
      about,
    );
  const { url, isThisGateway, isKeyKnown } = toShown(answer.result, account);
  if (url === null)
    return warning('callbacks', { found: 'none are set', meaning: without, action: set }, about);
  if (!isThisGateway)
    return warning('callbacks', { found: 'they go elsewhere', meaning: without, action: set }, about);
  if (callbacks.authKeys.length > 0 && isKeyKnown !== true)
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
  const answer = await answerOf(
    live.call(
      'DescribeLiveStreamsNotifyRecords',
      { domainName, since: new Date(now - DAY_MS), before: new Date(now), pageNum: 1, pageSize: 100 },
      toDoctorCall(),
    ),
  );
  if (!answer.isSuccess)
    return warning(
      'callbacks',
      {
        found: `they go to this gateway; whether they arrive cannot be read (${answer.error.code})`,
        meaning: 'It is not known whether live events arrive.',
        action: 'See the RAM checks.',
      },
      about,
    );
  const { items } = answer.result;
  if (items.length === 0)
    return good('callbacks', 'they go to this gateway; none is recorded in the last 24 hours', about);
  const failed = items.filter(({ succeeded }) => !succeeded).length;
  if (failed === 0) return good('callbacks', 'they go to this gateway, and arrive', about);
  const found = `${failed} of the last ${items.length} did not arrive`;
  const meaning = 'ApsaraVideo Live does not reach the gateway, or the gateway refuses them.';
  return warning(
    'callbacks',
    { found, meaning, action: `Run "callbacks check --domain ${domainName}".` },
    about,
  );
}
