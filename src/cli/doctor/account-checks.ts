import { type StreamError } from '../../stream/errors.js';
import { OPERATIONS, type UpstreamOperation, type UpstreamRequest } from '../../stream/operations.js';
import { Unusable } from '../../stream/reasons.js';
import { type LiveUpstream } from '../../stream/upstream.js';
import { type UserDomain } from '../../stream/upstream-messages.js';
import { createUpstream, type Upstream } from '../../upstream/index.js';
import { type FoundAccount } from '../callback-account.js';
import { type Answer, answerOf } from '../upstream-call.js';
import { checkDomain, toDoctorCall } from './domain-checks.js';
import { failure, type Finding, good, warning } from './finding.js';

/** ApsaraVideo Live refuses signatures that are older than 15 minutes. */
const CLOCK_MS = 5 * 60_000;
const TIMEOUT_MS = 5_000;
const PAGE_SIZE = 50;
/** The highest number of domains of an account that are checked. */
const MOST_PAGES = 10;
/** The number of domains that are checked at the same time. */
const AT_ONCE = 4;

export interface CheckedAccount {
  readonly findings: readonly Finding[];
  /** The ingest domains of the account. Undefined if they cannot be read. */
  readonly domains: readonly string[] | undefined;
}

/**
 * Checks an account with calls that change nothing.
 * @param granted the ingest domains of the account that the grants name
 * @param isGranted whether a grant covers a domain
 */
export async function checkAccount(
  account: FoundAccount,
  granted: readonly string[],
  isGranted: (domainName: string) => boolean,
): Promise<CheckedAccount> {
  const about = { account: account.name };
  const reached = await checkEndpoint(account);
  let upstream: Upstream;
  try {
    upstream = await createUpstream(account.options);
  } catch (thrown) {
    const found = thrown instanceof Error ? (thrown.message.split('\n', 1)[0] ?? '') : 'unknown';
    const texts = {
      found,
      meaning: 'The gateway does not start.',
      action: 'Correct the settings of the account.',
    };
    return { findings: [...reached, failure('credentials', texts, about)], domains: undefined };
  }
  try {
    const credentials = await checkCredentials(upstream, about);
    if (credentials.level === 'failure') return { findings: [...reached, credentials], domains: undefined };
    const domains = await readDomains(upstream.live);
    const ram = await checkRam(upstream.live, about);
    const rejected = ram.find(({ check, level }) => check === 'credentials' && level === 'failure');
    if (rejected !== undefined) return { findings: [...reached, rejected], domains: undefined };
    const all = new Set([...granted, ...(domains ?? []).filter(isGranted)]);
    const checked = await mapInTurns([...all], (domainName) =>
      checkDomain(domainName, account, upstream.live),
    );
    return { findings: [...reached, credentials, ...ram, ...checked.flat()], domains };
  } finally {
    await upstream.close();
  }
}

async function checkEndpoint({ name, options }: FoundAccount): Promise<Finding[]> {
  const about = { account: name };
  try {
    const sentAtMs = Date.now();
    const response = await fetch(`${options.protocol}://${options.endpoint}/`, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const there = good('endpoint', 'it answers', about);
    const date = Date.parse(response.headers.get('date') ?? '');
    return Number.isNaN(date) ? [there] : [there, toClockFinding(date - (sentAtMs + Date.now()) / 2, about)];
  } catch {
    const found = 'no answer';
    const meaning = 'Nothing can be resumed or forbidden.';
    const action = 'Check LIVE_ENDPOINT, LIVE_PROTOCOL, name resolution, the firewall and proxies.';
    return [failure('endpoint', { found, meaning, action }, about)];
  }
}

function toClockFinding(aheadMs: number, about: { readonly account: string }): Finding {
  const seconds = Math.round(Math.abs(aheadMs) / 1_000);
  if (Math.abs(aheadMs) <= CLOCK_MS) return good('clock', `the clocks differ by ${seconds} s`, about);
  const found = `the clock of this machine is ${seconds} s ${aheadMs > 0 ? 'behind' : 'ahead'}`;
  const meaning = 'ApsaraVideo Live refuses signatures of another time.';
  return failure('clock', { found, meaning, action: 'Synchronize the clock, for instance with NTP.' }, about);
}

async function checkCredentials(upstream: Upstream, about: { readonly account: string }): Promise<Finding> {
  try {
    await upstream.warmUp();
    return good('credentials', 'the source has given an access key', about);
  } catch (thrown) {
    const reason = thrown instanceof Unusable ? thrown.reason : 'unknown';
    const found = `the source gives no access key (${reason})`;
    const meaning = 'Nothing can be called for this account.';
    const action = 'docs/connect.md describes each source, and docs/operations.md the reasons.';
    return failure('credentials', { found, meaning, action }, about);
  }
}

async function readDomains(live: LiveUpstream): Promise<readonly string[] | undefined> {
  const names: string[] = [];
  for (let pageNum = 1; pageNum <= MOST_PAGES; pageNum += 1) {
    const page = await answerOf(
      live.call('DescribeLiveUserDomains', { kind: 'ingest', pageNum, pageSize: PAGE_SIZE }, toDoctorCall()),
    );
    if (!page.isSuccess) return undefined;
    names.push(...page.result.items.map(({ name }: UserDomain) => name));
    if (pageNum * PAGE_SIZE >= page.result.total) break;
  }
  return names;
}

type Requests = { readonly [O in UpstreamOperation]?: UpstreamRequest<O> };

/** Calls each operation for a domain that cannot exist: `.invalid` is reserved (RFC 2606). This changes nothing. */
function toHarmlessRequests(): Requests {
  const domainName = `doctor-${crypto.randomUUID().slice(0, 8)}.invalid`;
  const address = { domainName, appName: 'doctor', streamName: 'doctor' };
  const page = { pageNum: 1, pageSize: 1 };
  const since = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 60_000);
  return {
    ResumeLiveStream: address,
    ForbidLiveStream: { address, order: { mode: 'UNTIL', until: new Date(Date.now() + 600_000) } },
    DescribeLiveStreamsBlockList: { streamingDomain: domainName, ...page },
    DescribeLiveStreamsOnlineList: { streamingDomain: domainName, ...page },
    DescribeLiveDomainMapping: { domainName },
    DescribeLiveUserDomains: { kind: 'ingest', pageNum: 1, pageSize: 1 },
    DescribeLiveStreamsNotifyUrlConfig: { domainName },
    DescribeLiveStreamsNotifyRecords: {
      domainName,
      since,
      before: new Date(since.getTime() + 60_000),
      ...page,
    },
  };
}

async function checkRam(live: LiveUpstream, about: { readonly account: string }): Promise<Finding[]> {
  const requests = Object.entries(toHarmlessRequests()) as [UpstreamOperation, never][];
  return Promise.all(
    requests.map(async ([operation, request]) => {
      const answer = await answerOf(live.call(operation, request, toDoctorCall()));
      return toRamFinding(operation, answer, { ...about, subject: operation });
    }),
  );
}

/** The codes of ApsaraVideo Live for a fault of the key itself, not of its permissions. */
const KEY_CODES =
  /^(?:InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken|SignatureNonceUsed|InvalidTimeStamp)/;

function toRamFinding(
  operation: UpstreamOperation,
  answer: Answer<unknown>,
  about: { readonly account: string; readonly subject: string },
): Finding {
  if (answer.isSuccess) return good('ram', 'allowed', about);
  const { error } = answer;
  const { code, upstreamCode = '' } = error;
  if (code === 'UPSTREAM_DENIED' && KEY_CODES.test(upstreamCode)) return toRejected(error, about.account);
  if (code === 'UPSTREAM_DENIED') return toDenied(operation, upstreamCode, about);
  if (code === 'UPSTREAM_UNAVAILABLE' || code === 'UPSTREAM_TIMEOUT')
    return warning(
      'ram',
      {
        found: `no answer (${code})`,
        meaning: 'It is not known whether RAM allows it.',
        action: 'Run doctor again.',
      },
      about,
    );
  // The call was refused because of its domain. The key is therefore allowed to make it.
  return good('ram', 'allowed', about);
}

function toRejected({ upstreamCode = '' }: StreamError, account: string): Finding {
  const isClock = upstreamCode.startsWith('InvalidTimeStamp');
  const found = `ApsaraVideo Live rejects the access key (${upstreamCode})`;
  const meaning = 'Nothing can be called for this account.';
  const action = isClock ? 'Synchronize the clock.' : 'Correct the access key and its secret.';
  return failure('credentials', { found, meaning, action }, { account });
}

function toDenied(
  operation: UpstreamOperation,
  upstreamCode: string,
  about: { readonly account: string; readonly subject: string },
): Finding {
  const texts = {
    found: `denied (${upstreamCode})`,
    meaning: `RAM does not allow live:${operation} to this key.`,
    action: 'Give the key the policy that "ram-policy" prints.',
  };
  // A gateway also works without callbacks.
  const isOptional = OPERATIONS[operation].feature.startsWith('callback');
  return isOptional ? warning('ram', texts, about) : failure('ram', texts, about);
}

/** Runs a few at a time, so that the calls stay within the limits of ApsaraVideo Live. */
async function mapInTurns<T, R>(items: readonly T[], map: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE)
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(map))));
  return results;
}
