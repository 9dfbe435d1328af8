import { describe, expect, test } from '@jest/globals';
import {
  createLiveStreamService,
  type ActionCall,
  type LiveStreamServiceOptions,
} from '../../src/stream/live-stream-service.js';
import { StreamError } from '../../src/stream/errors.js';
import { type ActionIntent, type ActionResult, type LedgerWriter } from '../../src/stream/ledger.js';
import {
  type CallContext,
  type ForbidOrder,
  type LiveUpstream,
  type UpstreamOperation,
} from '../../src/stream/upstream.js';

const ADDRESS = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };
const UNTIL: ForbidOrder = { mode: 'UNTIL', until: new Date('2099-01-01T00:00:00Z') };
const CALL: ActionCall = {
  correlationId: 'c-1',
  signal: new AbortController().signal,
  lane: 'interactive',
  caller: { subject: 'moderator-7', claims: {} },
  reason: 'appeal granted',
  jobId: 'job-9',
};
const down = (): StreamError => new StreamError('STORE_UNAVAILABLE', { outcome: 'NOT_SENT' });

interface World {
  readonly events: unknown[];
  readonly options: LiveStreamServiceOptions;
}

/** Creates the parts of a service that record every step in order. */
function createWorld(
  more: {
    upstream?: StreamError | Error;
    intend?: Error;
    conclude?: Error;
    authorize?: StreamError;
    newerForbid?: boolean | Error;
  } = {},
): World {
  const events: unknown[] = [];
  const answer = (error: Error | undefined) =>
    error === undefined ? Promise.resolve({ requestId: 'R-1' }) : Promise.reject(error);
  const step = (name: string, ...details: unknown[]): void => {
    events.push([name, ...details]);
  };
  const upstream = {
    async call(operation: UpstreamOperation, request: unknown, { mayRepeat }: CallContext) {
      step(operation, request);
      if (more.newerForbid !== undefined) step('mayRepeat', await mayRepeat?.());
      return answer(more.upstream);
    },
  } as LiveUpstream;
  const ledger = {
    hasNewerForbid(id: string) {
      step('hasNewerForbid', id);
      const { newerForbid = false } = more;
      return typeof newerForbid === 'boolean' ? Promise.resolve(newerForbid) : Promise.reject(newerForbid);
    },
    intend(intent: ActionIntent) {
      step('intend', intent);
      return more.intend === undefined ? Promise.resolve('a-1') : Promise.reject(more.intend);
    },
    conclude(id: string, result: ActionResult) {
      step('conclude', id, result);
      return more.conclude === undefined ? Promise.resolve() : Promise.reject(more.conclude);
    },
  } satisfies Partial<LedgerWriter>;
  const options: LiveStreamServiceOptions = {
    upstream,
    ledger,
    authorize(caller, operation, target) {
      step('authorize', caller.subject, operation, target);
      if (more.authorize !== undefined) throw more.authorize;
    },
    onAction(address, action) {
      step('onAction', address, action);
    },
    onLedgerFault(fault, correlationId) {
      step('onLedgerFault', fault.code, correlationId);
    },
  };
  return { events, options };
}

const intentOf = (kind: ActionIntent['kind'], until?: Date): ActionIntent => ({
  account: 'default',
  address: ADDRESS,
  kind,
  subject: 'moderator-7',
  reason: 'appeal granted',
  until,
  correlationId: 'c-1',
  jobId: 'job-9',
});
const SUCCEEDED = { outcome: 'SUCCEEDED', requestId: 'R-1', code: undefined };
const namesOf = (events: readonly unknown[]): unknown[] => events.map((event) => (event as unknown[])[0]);

describe('the live stream service', () => {
  test('a resume is authorized, recorded, sent, reported and concluded in this order', async () => {
    const { events, options } = createWorld();
    expect(await createLiveStreamService(options).resume(ADDRESS, CALL)).toEqual({ requestId: 'R-1' });
    expect(events).toEqual([
      ['authorize', 'moderator-7', 'resume', ADDRESS],
      ['intend', intentOf('RESUME')],
      ['ResumeLiveStream', ADDRESS],
      ['onAction', ADDRESS, { kind: 'RESUME' }],
      ['conclude', 'a-1', SUCCEEDED],
    ]);
  });

  test.each([
    ['without a newer forbid', false, true],
    ['with a newer forbid', true, false],
    ['with a ledger that fails', down(), false],
  ])('a resume checks the ledger before it is repeated: %s', async (_what, newerForbid, mayRepeat) => {
    const { events, options } = createWorld({ newerForbid });
    await createLiveStreamService(options).resume(ADDRESS, CALL);
    expect(events.slice(2, 5)).toEqual([
      ['ResumeLiveStream', ADDRESS],
      ['hasNewerForbid', 'a-1'],
      ['mayRepeat', mayRepeat],
    ]);
  });

  test.each([
    ['FORBID', UNTIL, UNTIL.until],
    ['CUT', { mode: 'CUT' } as const, undefined],
  ] as const)('the ledger records a forbid as %s with its end time', async (kind, order, until) => {
    const { events, options } = createWorld();
    expect(await createLiveStreamService(options).forbid(ADDRESS, order, CALL)).toEqual({ requestId: 'R-1' });
    expect(events).toEqual([
      ['authorize', 'moderator-7', 'forbid', ADDRESS],
      ['intend', intentOf(kind, until)],
      ['ForbidLiveStream', { address: ADDRESS, order }],
      ['onAction', ADDRESS, { kind: 'FORBID', order }],
      ['conclude', 'a-1', SUCCEEDED],
    ]);
  });

  describe.each(['resume', 'forbid'] as const)('%s', (kind) => {
    const operation = kind === 'resume' ? 'ResumeLiveStream' : 'ForbidLiveStream';
    const act = (options: LiveStreamServiceOptions) => {
      const control = createLiveStreamService(options);
      return kind === 'resume' ? control.resume(ADDRESS, CALL) : control.forbid(ADDRESS, UNTIL, CALL);
    };

    test('the service neither records nor sends an action without a grant', async () => {
      const { events, options } = createWorld({ authorize: new StreamError('FORBIDDEN') });
      await expect(act(options)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      expect(namesOf(events)).toEqual(['authorize']);
    });

    test('the service does not send an action if its intent cannot be recorded', async () => {
      const { events, options } = createWorld({ intend: down() });
      await expect(act(options)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', outcome: 'NOT_SENT' });
      expect(namesOf(events)).toEqual(['authorize', 'intend']);
    });

    test('an action succeeds if its outcome cannot be recorded, and the operator gets a report', async () => {
      const { events, options } = createWorld({ conclude: down() });
      expect(await act(options)).toEqual({ requestId: 'R-1' });
      expect(namesOf(events)).toEqual([
        'authorize',
        'intend',
        operation,
        'onAction',
        'conclude',
        'onLedgerFault',
      ]);
      expect(events.at(-1)).toEqual(['onLedgerFault', 'STORE_UNAVAILABLE', 'c-1']);
    });

    test('a failed action rejects with its own error, even if its outcome cannot be recorded', async () => {
      const upstream = new StreamError('UPSTREAM_TIMEOUT', { outcome: 'UNKNOWN' });
      const { events, options } = createWorld({ upstream, conclude: new Error('a fault of the store') });
      await expect(act(options)).rejects.toBe(upstream);
      expect(events.at(-1)).toEqual(['onLedgerFault', 'INTERNAL_SERVER_ERROR', 'c-1']);
    });

    test.each([
      ['NOT_SENT', new StreamError('RATE_LIMITED', { outcome: 'NOT_SENT' }), 'RATE_LIMITED', undefined],
      [
        'REJECTED',
        new StreamError('DOMAIN_NOT_FOUND', { outcome: 'REJECTED', requestId: 'R-2' }),
        'DOMAIN_NOT_FOUND',
        'R-2',
      ],
      ['UNKNOWN', new StreamError('UPSTREAM_TIMEOUT', { outcome: 'UNKNOWN' }), 'UPSTREAM_TIMEOUT', undefined],
      ['UNKNOWN', new Error('a fault of ours'), 'INTERNAL_SERVER_ERROR', undefined],
    ])(
      'an action that ends as %s is recorded with this outcome and not reported as a success',
      async (outcome, upstream, code, requestId) => {
        const { events, options } = createWorld({ upstream });
        await expect(act(options)).rejects.toBe(upstream);
        expect(namesOf(events)).toEqual(['authorize', 'intend', operation, 'conclude']);
        expect(events.at(-1)).toEqual(['conclude', 'a-1', { outcome, requestId, code }]);
      },
    );

    test('without a ledger, an action is still sent and reported', async () => {
      const { events, options } = createWorld();
      expect(await act({ ...options, ledger: undefined })).toEqual({ requestId: 'R-1' });
      expect(namesOf(events)).toEqual(['authorize', operation, 'onAction']);
    });
  });
});
