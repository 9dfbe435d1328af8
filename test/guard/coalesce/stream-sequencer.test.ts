import { describe, expect, it } from '@jest/globals';
import { StreamError } from '../../../src/stream/errors.js';
import { createWorld, RESUME, type World } from '../world.js';

const FORBID = { operation: 'ForbidLiveStream', limit: 1, windowMs: 1000 };

/** The times of the forbid: before the permit of the first resume, while this resume is sent, and after its answer. */
const POINTS_MS = [0, 1, 500, 999, 1024, 1025, 1026, 1035, 1045, 1046, 1100, 2049, 2050, 2100];

/** Makes a call that sets the state of the upstream when it arrives. The log contains the states in order. */
function setState(world: World, log: string[], operation: string, word: string) {
  return world.guard.run(
    world.call(word, {
      operation,
      joinKey: `${operation}/stream`,
      attempt: () => {
        log.push(word);
        return new Promise((resolve) => {
          world.clock.setTimer(20, () => {
            resolve(word);
          });
        });
      },
    }),
  );
}

describe('resume, forbid, resume', () => {
  it.each(POINTS_MS)(
    'ends resumed if the last resume is requested after the answer of a forbid at %d ms',
    async (atMs) => {
      const world = createWorld({ limits: [{ ...RESUME, limit: 1 }, FORBID] });
      const { clock } = world;
      const log: string[] = [];
      const before = world.guard.run(world.call('before'));
      const first = setState(world, log, RESUME.operation, 'resume A');
      await clock.pass(atMs);
      const forbid = setState(world, log, FORBID.operation, 'forbid');
      await clock.pass(20);
      await forbid;
      const sentAfterForbid = !log.includes('resume A');
      const last = setState(world, log, RESUME.operation, 'resume B');
      await clock.pass(5000);
      await Promise.all([before, first, last]);
      expect(log.at(-1)).toMatch(/^resume/);
      // The two resumes share one call only if the first one was not sent before the answer of the forbid.
      expect(log.filter((word) => word.startsWith('resume'))).toHaveLength(sentAfterForbid ? 1 : 2);
    },
  );

  it('ends forbidden if the forbid is requested after the answers of the resumes', async () => {
    const world = createWorld({ limits: [RESUME, FORBID] });
    const log: string[] = [];
    const resumes = [1, 2].map(() => setState(world, log, RESUME.operation, 'resume'));
    await world.clock.pass(100);
    await Promise.all(resumes);
    const forbid = setState(world, log, FORBID.operation, 'forbid');
    await world.clock.pass(100);
    await forbid;
    expect(log.at(-1)).toBe('forbid');
  });
});

describe('a resume without an answer', () => {
  const LIMITS = [RESUME, { ...FORBID, limit: 20 }];

  /** Starts a resume at 0 ms that is answered after `latencyMs`, at first with a failure that can be repeated. */
  function startResume(world: World, latencyMs: number) {
    let attempts = 0;
    return world.guard
      .run(
        world.call('resume', {
          orderKey: 'stream',
          attempt: () => {
            world.arrivals.push({ name: 'resume', lane: 'interactive', atMs: world.clock.now() });
            attempts += 1;
            return new Promise((resolve, reject) => {
              world.clock.setTimer(attempts === 1 ? latencyMs : 20, () => {
                if (attempts > 1) resolve('resume');
                else reject(new StreamError('UPSTREAM_UNAVAILABLE', { retryable: true, outcome: 'UNKNOWN' }));
              });
            });
          },
        }),
      )
      .catch((thrown: unknown) => (thrown as StreamError).code);
  }

  const startForbid = (world: World, name: string, signal = new AbortController().signal) =>
    world.guard
      .run(world.call(name, { operation: FORBID.operation, orderKey: 'stream', signal }))
      .catch((thrown: unknown) => (thrown as StreamError).code);

  async function giveUpForbid(world: World): Promise<void> {
    const controller = new AbortController();
    const forbid = startForbid(world, 'given up', controller.signal);
    await world.clock.pass(100);
    controller.abort();
    expect(await forbid).toBe('RATE_LIMITED');
  }

  const toTimes = ({ arrivals }: World) =>
    arrivals.map(({ name, atMs }) => `${name} ${Math.round(atMs - 1000)}`);

  it.each([100, 500, 1500, 3000])(
    'delays a forbid by a second at most, also after a forbid that was given up (requested at %d ms)',
    async (atMs) => {
      const world = createWorld({ limits: LIMITS });
      const resume = startResume(world, 8000);
      await giveUpForbid(world);
      await world.clock.pass(atMs - 100);
      const forbid = startForbid(world, 'forbid');
      await world.clock.pass(20_000);
      expect(await forbid).toBe('forbid');
      expect(await resume).toBe('UPSTREAM_UNAVAILABLE');
      // The resume is not repeated after the forbid, because it would lift it.
      expect(toTimes(world)).toEqual(['resume 0', `forbid ${Math.max(1000, atMs)}`]);
    },
  );

  it('delays a forbid that waited behind one that was given up', async () => {
    const world = createWorld({ limits: LIMITS });
    const resume = startResume(world, 8000);
    const controller = new AbortController();
    const givenUp = startForbid(world, 'given up', controller.signal);
    await world.clock.pass(100);
    const forbid = startForbid(world, 'forbid');
    controller.abort();
    await world.clock.pass(20_000);
    expect(await Promise.all([givenUp, forbid, resume])).toEqual([
      'RATE_LIMITED',
      'forbid',
      'UPSTREAM_UNAVAILABLE',
    ]);
    expect(toTimes(world)).toEqual(['resume 0', 'forbid 1000']);
  });

  it('is repeated if the forbid behind it was given up', async () => {
    const world = createWorld({ limits: LIMITS });
    const resume = startResume(world, 1500);
    await giveUpForbid(world);
    await world.clock.pass(20_000);
    expect(await resume).toBe('resume');
    expect(world.arrivals.map(({ name }) => name)).toEqual(['resume', 'resume']);
  });
});
