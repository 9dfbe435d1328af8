import { describe, expect, it } from '@jest/globals';
import { SharedCall } from '../../src/guard/coalesce/shared-call.js';
import { StreamError } from '../../src/stream/errors.js';
import { type CallContext } from '../../src/stream/upstream.js';
import { A, B, createUpstreamWorld as createWorld, SECOND, UNTIL } from './upstream-world.js';
import { endOf, unavailable } from './upstream.js';

describe('the check of a job before its call is sent', () => {
  const claimed = (context: CallContext, answer: boolean) => {
    const seen: string[] = [];
    const maySend = (): Promise<boolean> => {
      seen.push('claim');
      return Promise.resolve(answer);
    };
    return { seen, context: { ...context, maySend, onSent: () => seen.push('sent') } };
  };

  it('runs after the permit is granted and before the call is sent', async () => {
    const { live, call, sent, end, clock } = createWorld({
      limits: [{ operation: 'ResumeLiveStream', ...SECOND, limit: 1 }],
    });
    const [before, item] = [live.call('ResumeLiveStream', B, call()), claimed(call('bulk'), true)];
    const resumed = live.call('ResumeLiveStream', A, item.context);
    await clock.settle();
    expect(item.seen).toEqual([]);
    await end('resume live/b');
    await clock.pass(1100);
    expect(item.seen).toEqual(['claim', 'sent']);
    await end('resume live/a');
    await Promise.all([before, resumed]);
    expect(sent).toEqual(['resume live/b', 'resume live/a']);
  });

  it('prevents the call if it fails, and the guard does not retry the call', async () => {
    const { live, call, sent, clock } = createWorld();
    const { context, seen } = claimed(call('bulk'), false);
    const refused = endOf(live.call('ResumeLiveStream', A, context));
    await clock.pass(5000);
    expect(await refused).toMatchObject({ code: 'RATE_LIMITED', outcome: 'NOT_SENT', retryable: false });
    expect({ seen, sent }).toEqual({ seen: ['claim'], sent: [] });
  });

  it('neither delays nor prevents a call that an interactive caller waits for, but still marks the item', async () => {
    const { live, call, sent, end, clock } = createWorld({
      limits: [{ operation: 'ResumeLiveStream', ...SECOND, limit: 1 }],
    });
    const before = live.call('ResumeLiveStream', B, call());
    const { context, seen } = claimed(call('bulk'), false);
    const both = [
      live.call('ResumeLiveStream', A, context),
      live.call('ResumeLiveStream', A, call('interactive')),
    ];
    await clock.settle();
    await end('resume live/b');
    await clock.pass(1100);
    await end('resume live/a', { requestId: 'R-A' });
    expect(await Promise.all(both)).toEqual([{ requestId: 'R-A' }, { requestId: 'R-A' }]);
    await before;
    expect({ seen, sent }).toEqual({ seen: ['sent', 'claim'], sent: ['resume live/b', 'resume live/a'] });
  });

  it('runs if only an opposite interactive call waits behind the call', async () => {
    const { live, call, sent, end, clock } = createWorld({
      limits: ['ResumeLiveStream', 'ForbidLiveStream'].map((operation) => ({
        operation,
        ...SECOND,
        limit: 1,
      })),
    });
    const before = live.call('ResumeLiveStream', B, call());
    await clock.settle();
    await end('resume live/b');
    const { context, seen } = claimed(call('bulk'), false);
    const refused = endOf(live.call('ResumeLiveStream', A, context));
    const forbidden = live.call('ForbidLiveStream', { address: A, order: UNTIL }, call('interactive'));
    await clock.pass(1100);
    await end('UNTIL live/a');
    await Promise.all([before, forbidden]);
    expect(await refused).toMatchObject({ code: 'RATE_LIMITED', outcome: 'NOT_SENT', retryable: false });
    expect({ seen, sent }).toEqual({ seen: ['claim'], sent: ['resume live/b', 'UNTIL live/a'] });
  });

  it('runs for each waiting job, and the call is sent for the jobs that pass', async () => {
    const { live, call, sent, end, clock } = createWorld({
      limits: [{ operation: 'ResumeLiveStream', ...SECOND, limit: 1 }],
    });
    const before = live.call('ResumeLiveStream', B, call());
    const [no, yes] = [claimed(call('bulk'), false), claimed(call('bulk'), true)];
    const denied = new StreamError('FORBIDDEN', { outcome: 'NOT_SENT' });
    const ends = [
      endOf(live.call('ResumeLiveStream', A, no.context)),
      endOf(live.call('ResumeLiveStream', A, yes.context)),
      endOf(live.call('ResumeLiveStream', A, { ...call('bulk'), maySend: () => Promise.reject(denied) })),
    ];
    await clock.settle();
    await end('resume live/b');
    await clock.pass(1100);
    await end('resume live/a', { requestId: 'R-A' });
    expect(await Promise.all(ends)).toMatchObject([
      { code: 'RATE_LIMITED', outcome: 'NOT_SENT', retryable: false },
      { requestId: 'R-A' },
      { code: 'FORBIDDEN', outcome: 'NOT_SENT' },
    ]);
    await before;
    expect([...no.seen, ...yes.seen]).toEqual(expect.arrayContaining(['claim', 'claim']));
    expect(sent).toEqual(['resume live/b', 'resume live/a']);
  });

  it('prevents the call if no waiting job passes, and each job gets its own error', async () => {
    const { live, call, sent, end, clock } = createWorld({
      limits: [{ operation: 'ResumeLiveStream', ...SECOND, limit: 1 }],
    });
    const before = live.call('ResumeLiveStream', B, call());
    const denied = new StreamError('FORBIDDEN', { outcome: 'NOT_SENT' });
    const ends = [
      endOf(live.call('ResumeLiveStream', A, { ...call('bulk'), maySend: () => Promise.reject(denied) })),
      endOf(live.call('ResumeLiveStream', A, claimed(call('bulk'), false).context)),
    ];
    await clock.settle();
    await end('resume live/b');
    await clock.pass(5000);
    expect(await Promise.all(ends)).toMatchObject([
      { code: 'FORBIDDEN', outcome: 'NOT_SENT' },
      { code: 'RATE_LIMITED', outcome: 'NOT_SENT', retryable: false },
    ]);
    await before;
    expect(sent).toEqual(['resume live/b']);
  });

  it('keeps the outcome UNKNOWN if it refuses a repeated attempt', async () => {
    const { live, call, sent, end, clock } = createWorld();
    const answers = [true, false];
    const maySend = (): Promise<boolean> => Promise.resolve(answers.shift() ?? false);
    const ended = endOf(live.call('ResumeLiveStream', A, { ...call('bulk'), maySend }));
    await clock.settle();
    await end('resume live/a', unavailable());
    await clock.pass(5000);
    expect(await ended).toMatchObject({ outcome: 'UNKNOWN', retryable: false });
    expect(sent).toEqual(['resume live/a']);
  });

  it('does not close an open breaker when it refuses the call', async () => {
    const { live, call, guard, sent, end, clock } = createWorld({
      breaker: { faults: 1, openMs: 1000 },
      retry: { attempts: 1 },
    });
    const failed = endOf(live.call('ResumeLiveStream', B, call()));
    await clock.settle();
    await end('resume live/b', unavailable());
    await failed;
    expect(guard.breakerState).toBe('open');
    await clock.pass(1000);
    const { context, seen } = claimed(call('bulk'), false);
    await endOf(live.call('ResumeLiveStream', A, context));
    expect({ seen, sent, state: guard.breakerState }).toEqual({
      seen: ['claim'],
      sent: ['resume live/b'],
      state: 'open',
    });
  });
});

describe('a call that several callers share', () => {
  const world = () => createWorld({ limits: [{ operation: 'ResumeLiveStream', ...SECOND, limit: 1 }] });
  const told = (context: CallContext) => {
    const times: string[] = [];
    return { times, context: { ...context, onSent: () => times.push('sent') } };
  };

  it('is reported as sent to each caller that joined before it was sent', async () => {
    const { live, call, end, clock, sent } = world();
    const before = live.call('ResumeLiveStream', B, call());
    const [direct, one, two] = [told(call()), told(call('bulk')), told(call('bulk'))];
    const all = [direct, one, two].map(({ context }) => live.call('ResumeLiveStream', A, context));
    await clock.settle();
    await end('resume live/b');
    expect([direct.times, one.times, two.times]).toEqual([[], [], []]);
    await clock.pass(1100);
    expect(sent).toEqual(['resume live/b', 'resume live/a']);
    expect([direct.times, one.times, two.times]).toEqual([['sent'], ['sent'], ['sent']]);
    await end('resume live/a');
    await Promise.all([before, ...all]);
  });

  it('is not reported as sent to a caller that left or was refused', async () => {
    const { live, call, end, clock } = world();
    const before = live.call('ResumeLiveStream', B, call());
    const leaver = new AbortController();
    const [left, refused, stays] = [
      told(call('bulk', leaver.signal)),
      told(call('bulk')),
      told(call('bulk')),
    ];
    const maySend = (answer: boolean) => ({ maySend: () => Promise.resolve(answer) });
    const ends = [
      endOf(live.call('ResumeLiveStream', A, { ...left.context, ...maySend(true) })),
      endOf(live.call('ResumeLiveStream', A, { ...refused.context, ...maySend(false) })),
      endOf(live.call('ResumeLiveStream', A, { ...stays.context, ...maySend(true) })),
    ];
    await clock.settle();
    leaver.abort();
    await end('resume live/b');
    await clock.pass(1100);
    await end('resume live/a');
    await Promise.all([before, ...ends]);
    expect([left.times, refused.times, stays.times]).toEqual([[], [], ['sent']]);
  });

  it('is reported at once to a caller that joins after it was sent', async () => {
    const { call, clock } = world();
    const sharedCall = new SharedCall(
      {
        operation: 'ResumeLiveStream',
        context: call(),
        retryableAfterSending: true,
        attempt: () => Promise.resolve('done'),
      },
      10_000,
      clock,
    );
    const [early, late] = [told(call()), told(call())];
    const all = [sharedCall.join(early.context, 10_000)];
    sharedCall.markSent();
    sharedCall.notifySent();
    all.push(sharedCall.join(late.context, 10_000));
    expect([early.times, late.times]).toEqual([['sent'], ['sent']]);
    sharedCall.settle('done');
    expect(await Promise.all(all)).toEqual(['done', 'done']);
  });
});
