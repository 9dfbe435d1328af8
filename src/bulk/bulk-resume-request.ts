import { type AuthorizationTarget, type Authorize, type Caller } from '../stream/caller.js';
import { StreamError, toStreamError, type Violation } from '../stream/errors.js';
import {
  ANY_APP,
  appFault,
  domainFault,
  type NameFault,
  streamFault,
  reasonViolations,
} from '../stream/names.js';
import { toStreamKey } from '../stream/directory/stream-list.js';
import { type StreamNames } from '../stream/upstream.js';
import { type BulkResumeRequest, MAX_LISTED_STREAMS } from './bulk-resume.js';
import { keyViolations } from './retry-request.js';

/** The most violations in one error. The first ones are enough to correct a list and send it again. */
const MOST_VIOLATIONS = 100;
const MOST_NAMED = 10;

/**
 * Checks the names of a request and removes repeated streams.
 * @throws StreamError BAD_USER_INPUT with paths under `input`
 */
export function checkBulkResumeRequest(order: BulkResumeRequest): BulkResumeRequest {
  const violations = [
    ...named('domainName', domainFault(order.domainName)),
    ...streamsViolations(order),
    ...reasonViolations(order.reason, 'input.reason'),
    ...keyViolations(order.idempotencyKey),
  ];
  if (violations.length > 0)
    throw new StreamError('BAD_USER_INPUT', { violations: violations.slice(0, MOST_VIOLATIONS) });
  const domainName = order.domainName.toLowerCase();
  return { ...order, domainName, streams: order.streams && eachOnce(order.streams) };
}

function streamsViolations({ streams, allForbidden, appName }: BulkResumeRequest): Violation[] {
  if (allForbidden) {
    const both = violation('streams', 'exclusive', 'must be absent with `allForbidden: true`');
    const app = appName === undefined ? undefined : oneApp(appName);
    return [...(streams === undefined ? [] : [both]), ...named('appName', app)];
  }
  const app = violation('appName', 'exclusive', 'is allowed only with `allForbidden: true`');
  const others = appName === undefined ? [] : [app];
  if (streams === undefined)
    return [violation('streams', 'required', 'is required without `allForbidden: true`'), ...others];
  if (streams.length === 0) return [violation('streams', 'required', 'must not be empty'), ...others];
  if (streams.length > MAX_LISTED_STREAMS)
    return [violation('streams', 'maxItems', `must have at most ${MAX_LISTED_STREAMS} streams`), ...others];
  return streams.reduce<Violation[]>((found, stream, index) => {
    if (found.length < MOST_VIOLATIONS)
      found.push(
        ...named(`streams[${index}].appName`, oneApp(stream.appName)),
        ...named(`streams[${index}].streamName`, streamFault(stream.streamName)),
      );
    return found;
  }, others);
}

function oneApp(appName: string): NameFault | undefined {
  if (appName !== ANY_APP) return appFault(appName);
  return { rule: 'wildcard', message: 'must be one app, not "*"' };
}

function named(name: string, fault: NameFault | undefined): Violation[] {
  return fault === undefined ? [] : [{ path: `input.${name}`, ...fault }];
}

function violation(name: string, rule: string, message: string): Violation {
  return { path: `input.${name}`, rule, message };
}

function eachOnce(streams: readonly StreamNames[]): StreamNames[] {
  const byKey = new Map(streams.map((stream) => [toStreamKey(stream), stream]));
  return [...byKey.values()];
}

/**
 * Checks that the caller may resume all of the streams. One stream without a grant is enough to refuse the request.
 * The message names streams by their position in the list, never by the names that the caller sent.
 * @throws StreamError FORBIDDEN, with the positions of up to 10 streams
 */
export function authorizeAll(
  authorize: Authorize,
  caller: Caller,
  domainName: string,
  streams: readonly StreamNames[],
): void {
  const refused: number[] = [];
  // Grants name apps and never streams, so the answer is the same for all streams of an app.
  const byApp = new Map<string, StreamError | undefined>();
  for (const [index, { appName }] of streams.entries()) {
    if (!byApp.has(appName)) byApp.set(appName, refusalOf(authorize, caller, { domainName, appName }));
    if (byApp.get(appName) !== undefined) refused.push(index);
  }
  if (refused.length === 0) return;
  const places = refused.slice(0, MOST_NAMED).map((index) => `streams[${index}]`);
  const others = refused.length > MOST_NAMED ? ` and ${refused.length - MOST_NAMED} more` : '';
  throw new StreamError('FORBIDDEN', {
    message: `No grant for resume of ${places.join(', ')}${others}; nothing was started.`,
    outcome: 'NOT_SENT',
  });
}

function refusalOf(
  authorize: Authorize,
  caller: Caller,
  target: AuthorizationTarget,
): StreamError | undefined {
  try {
    authorize(caller, 'resume', target);
    return undefined;
  } catch (thrown) {
    const refusal = toStreamError(thrown);
    if (refusal.code !== 'FORBIDDEN') throw thrown;
    return refusal;
  }
}
