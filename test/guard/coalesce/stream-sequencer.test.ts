import { describe, expect, it } from '@jest/globals';
import { createWorld, RESUME, type World } from '../world.js';

const FORBID = { operation: 'ForbidLiveStream', limit: 1, windowMs: 1000 };

/** Points in the life of the first resume: before its permit, while it is sent, after it was answered. */
const POINTS_MS = [0, 1, 500, 999, 1024, 1025, 1026, 1035, 1045, 1046, 1100, 2049, 2050, 2100];

/** The state that the upstream ends in: every call sets it at its arrival. */
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
    'ends resumed when the forbid was answered and the resume came %d ms in',
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
      // Shared only where the first had not been sent yet: then its one call comes after the forbid.
      expect(log.filter((word) => word.startsWith('resume'))).toHaveLength(sentAfterForbid ? 1 : 2);
    },
  );

  it('ends forbidden when the forbid comes last and the resumes were answered', async () => {
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
