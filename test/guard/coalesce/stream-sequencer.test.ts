import { describe, expect, it } from '@jest/globals';
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
