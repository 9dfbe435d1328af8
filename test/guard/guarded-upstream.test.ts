import { describe, expect, it } from '@jest/globals';
import { createUpstreamWorld as createWorld, OPERATIONS, A, B, CUT, PAGE, UNTIL } from './upstream-world.js';
import { endOf, rejected, throttled, unavailable } from './upstream.js';

describe('the calls for one stream', () => {
  it('calls reach the upstream in the order of their requests, even if no caller waits between them', async () => {
    const { live, call, sent, end, clock } = createWorld();
    const all = [
      live.call('ResumeLiveStream', A, call()),
      live.call('ForbidLiveStream', { address: A, order: UNTIL }, call()),
      live.call('ResumeLiveStream', A, call()),
    ];
    await clock.settle();
    expect(sent).toEqual(['resume live/a']);
    await end('resume live/a');
    await end('UNTIL live/a');
    await end('resume live/a');
    await Promise.all(all);
    expect(sent).toEqual(['resume live/a', 'UNTIL live/a', 'resume live/a']);
    expect(clock.timers).toBe(0);
  });

  it('calls do not delay calls for another stream', async () => {
    const { live, call, sent, clock } = createWorld();
    void live.call('ResumeLiveStream', A, call());
    void live.call('ForbidLiveStream', { address: B, order: UNTIL }, call());
    void live.call('ForbidLiveStream', { address: { ...A, appName: 'event' }, order: UNTIL }, call());
    await clock.settle();
    expect(sent).toEqual(['resume live/a', 'UNTIL live/b', 'UNTIL event/a']);
  });

  it('calls keep their order while they wait, and an interactive call promotes the bulk call before it', async () => {
    const limits = OPERATIONS.map((operation) => ({ operation, limit: 1, windowMs: 1000 }));
    const { live, call, sent, end, clock } = createWorld({ limits });
    const first = live.call('ResumeLiveStream', B, call());
    await clock.settle();
    await end('resume live/b');
    const bulk = live.call('ResumeLiveStream', A, call('bulk'));
    const forbid = live.call('ForbidLiveStream', { address: A, order: UNTIL }, call());
    await clock.pass(900);
    expect(sent).toEqual(['resume live/b']);
    await clock.pass(200);
    expect(sent).toEqual(['resume live/b', 'resume live/a']);
    await clock.pass(800);
    expect(sent).toEqual(['resume live/b', 'resume live/a']);
    await end('resume live/a');
    await end('UNTIL live/a');
    await Promise.all([first, bulk, forbid]);
    expect(sent).toEqual(['resume live/b', 'resume live/a', 'UNTIL live/a']);
  });

  it('a call waits at most one second for the answer before it, and the slow call is not repeated then', async () => {
    const { live, call, sent, end, clock } = createWorld();
    const resumed = endOf(live.call('ResumeLiveStream', A, call()));
    const forbidden = live.call('ForbidLiveStream', { address: A, order: UNTIL }, call());
    await clock.pass(999);
    expect(sent).toEqual(['resume live/a']);
    await clock.pass(1);
    expect(sent).toEqual(['resume live/a', 'UNTIL live/a']);
    await end('UNTIL live/a');
    await end('resume live/a', unavailable());
    await clock.pass(5000);
    expect(await resumed).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', outcome: 'UNKNOWN' });
    await forbidden;
    expect(sent).toEqual(['resume live/a', 'UNTIL live/a']);
  });

  it('a call waits for the retries of the call before it', async () => {
    const { live, call, sent, end, clock } = createWorld();
    const resumed = live.call('ResumeLiveStream', A, call());
    const forbidden = live.call('ForbidLiveStream', { address: A, order: UNTIL }, call());
    await clock.settle();
    await end('resume live/a', unavailable());
    await clock.pass(200);
    expect(sent).toEqual(['resume live/a', 'resume live/a']);
    await end('resume live/a');
    await end('UNTIL live/a');
    await Promise.all([resumed, forbidden]);
  });

  it('a call does not join a waiting call if an opposite call waits behind that one', async () => {
    const limits = OPERATIONS.map((operation) => ({ operation, limit: 1, windowMs: 1000 }));
    const { live, call, sent, end, clock } = createWorld({ limits });
    void live.call('ResumeLiveStream', B, call());
    await clock.settle();
    await end('resume live/b');
    const all = [
      live.call('ResumeLiveStream', A, call()),
      live.call('ForbidLiveStream', { address: A, order: UNTIL }, call()),
      live.call('ResumeLiveStream', A, call()),
    ];
    await clock.pass(1100);
    await end('resume live/a');
    await end('UNTIL live/a');
    await clock.pass(1100);
    await end('resume live/a');
    await Promise.all(all);
    expect(sent.slice(1)).toEqual(['resume live/a', 'UNTIL live/a', 'resume live/a']);
  });

  it('calls keep their order when one in the middle leaves, and that one ends as NOT_SENT', async () => {
    const { live, call, sent, end, clock } = createWorld();
    const leaver = new AbortController();
    const cut = live.call('ForbidLiveStream', { address: A, order: CUT }, call());
    const left = endOf(live.call('ResumeLiveStream', A, call('interactive', leaver.signal)));
    const forbidden = live.call('ForbidLiveStream', { address: A, order: UNTIL }, call());
    await clock.settle();
    leaver.abort();
    expect(await left).toMatchObject({ outcome: 'NOT_SENT' });
    await clock.pass(500);
    expect(sent).toEqual(['CUT live/a']);
    await end('CUT live/a');
    await end('UNTIL live/a');
    await Promise.all([cut, forbidden]);
    expect(sent).toEqual(['CUT live/a', 'UNTIL live/a']);
    expect(clock.timers).toBe(0);
  });

  it('a call is sent after the call before it has failed', async () => {
    const { live, call, sent, end, clock } = createWorld();
    const failed = endOf(live.call('ResumeLiveStream', A, call()));
    const forbidden = live.call('ForbidLiveStream', { address: A, order: UNTIL }, call());
    await clock.settle();
    await end('resume live/a', rejected());
    await end('UNTIL live/a');
    await forbidden;
    expect(await failed).toMatchObject({ code: 'DOMAIN_NOT_FOUND' });
    expect(sent).toEqual(['resume live/a', 'UNTIL live/a']);
  });

  it('a call ends as NOT_SENT if its deadline passes while it waits', async () => {
    const { live, call, sent, clock } = createWorld({ requestTimeoutMs: 500 });
    const resumed = endOf(live.call('ResumeLiveStream', A, call()));
    const forbidden = endOf(live.call('ForbidLiveStream', { address: A, order: UNTIL }, call()));
    await clock.pass(500);
    expect(await resumed).toMatchObject({ code: 'UPSTREAM_TIMEOUT', outcome: 'UNKNOWN' });
    expect(await forbidden).toMatchObject({ code: 'RATE_LIMITED', outcome: 'NOT_SENT' });
    expect(sent).toEqual(['resume live/a']);
    expect(clock.timers).toBe(0);
  });
});

describe('forbid', () => {
  it('UNTIL is repeated after an unknown outcome, because it sets a state', async () => {
    const { live, call, sent, end, clock } = createWorld();
    const forbidden = live.call('ForbidLiveStream', { address: A, order: UNTIL }, call());
    await clock.settle();
    await end('UNTIL live/a', unavailable());
    await clock.pass(500);
    await end('UNTIL live/a');
    expect(await forbidden).toEqual({ requestId: 'R' });
    expect(sent).toHaveLength(2);
  });

  it('CUT is never repeated after it was sent, and its error is not retryable', async () => {
    const { live, call, sent, end, clock } = createWorld();
    const cut = endOf(live.call('ForbidLiveStream', { address: A, order: CUT }, call()));
    await clock.settle();
    await end('CUT live/a', unavailable());
    await clock.pass(10_000);
    expect(await cut).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', outcome: 'UNKNOWN', retryable: false });
    expect(sent).toEqual(['CUT live/a']);
  });

  it('CUT is repeated if it certainly did not take effect', async () => {
    const { live, call, sent, end, clock } = createWorld();
    const cut = live.call('ForbidLiveStream', { address: A, order: CUT }, call());
    await clock.settle();
    await end('CUT live/a', throttled());
    await clock.pass(500);
    await end('CUT live/a');
    await cut;
    expect(sent).toEqual(['CUT live/a', 'CUT live/a']);
  });

  it('CUT is one call for each request, one after the other', async () => {
    const { live, call, sent, end, clock } = createWorld();
    const both = [
      live.call('ForbidLiveStream', { address: A, order: CUT }, call()),
      live.call('ForbidLiveStream', { address: A, order: CUT }, call()),
    ];
    await clock.settle();
    await end('CUT live/a');
    await end('CUT live/a');
    await Promise.all(both);
    expect(sent).toEqual(['CUT live/a', 'CUT live/a']);
  });
});

describe('reads', () => {
  it('identical reads that wait become one call, and reads that differ stay separate', async () => {
    const limits = OPERATIONS.map((operation) => ({ operation, limit: 1, windowMs: 10 }));
    const { live, call, sent, end, clock } = createWorld({ limits });
    const stream = { appName: 'live', streamName: 'a' };
    void live.call('DescribeLiveStreamsOnlineList', { ...PAGE, pageNum: 9 }, call());
    await clock.settle();
    const asked = () => [
      live.call('DescribeLiveStreamsOnlineList', PAGE, call()),
      live.call('DescribeLiveStreamsOnlineList', { ...PAGE, pageNum: 2 }, call()),
      live.call('DescribeLiveStreamsOnlineList', { ...PAGE, pageSize: 51 }, call()),
      live.call('DescribeLiveStreamsOnlineList', { ...PAGE, stream }, call()),
      live.call('DescribeLiveStreamsOnlineList', { ...PAGE, streamingDomain: 'play.example.com' }, call()),
    ];
    const all = [...asked(), ...asked()];
    await clock.pass(1000);
    expect(sent).toEqual(['online 9 ', 'online 1 ', 'online 2 ', 'online 1 ', 'online 1 a', 'online 1 ']);
    for (const name of sent.slice(1)) await end(name, { items: [], total: 0 });
    await Promise.all(all);
  });

  it('reads of the list of domains join if kind, search and page are the same', async () => {
    const limits = OPERATIONS.map((operation) => ({ operation, limit: 1, windowMs: 10 }));
    const { live, call, sent, end, clock } = createWorld({ limits });
    const query = { kind: 'ingest', pageNum: 1, pageSize: 50 } as const;
    void live.call('DescribeLiveUserDomains', { ...query, pageNum: 9 }, call());
    await clock.settle();
    const asked = () => [
      live.call('DescribeLiveUserDomains', query, call()),
      live.call('DescribeLiveUserDomains', { ...query, kind: 'streaming' }, call()),
      live.call('DescribeLiveUserDomains', { ...query, search: 'brand' }, call()),
      live.call('DescribeLiveUserDomains', { ...query, pageNum: 2 }, call()),
    ];
    const all = [...asked(), ...asked()];
    await clock.pass(1000);
    expect(sent.slice(1)).toEqual([
      'domains ingest  1',
      'domains streaming  1',
      'domains ingest brand 1',
      'domains ingest  2',
    ]);
    for (const name of sent.slice(1)) await end(name, { items: [], total: 0 });
    await Promise.all(all);
  });

  it('reads are repeated after a fault', async () => {
    const { live, call, sent, end, clock } = createWorld();
    const all = [
      live.call('DescribeLiveStreamsBlockList', PAGE, call()),
      live.call('DescribeLiveDomainMapping', { domainName: 'push.example.com' }, call()),
    ];
    await clock.settle();
    await end('forbidden 1', unavailable());
    await end('map push.example.com', unavailable());
    await clock.pass(500);
    await end('forbidden 1');
    await end('map push.example.com');
    await Promise.all(all);
    expect(sent).toHaveLength(4);
  });
});
