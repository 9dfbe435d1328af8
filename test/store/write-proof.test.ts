import { expect, test } from '@jest/globals';
import { createWriteProof } from '../../src/store/write-proof.js';

function createWorld() {
  const world = { nowMs: 0, writes: 0, looks: 0, isWritable: true, fault: undefined as Error | undefined };
  const proof = createWriteProof({
    now: () => world.nowMs,
    look: () => {
      world.looks += 1;
      return Promise.resolve(world.isWritable);
    },
    write: () => {
      world.writes += 1;
      return world.fault === undefined ? Promise.resolve() : Promise.reject(world.fault);
    },
  });
  return { world, proof };
}

test('a write counts as proof for 5 s, and every check reads', async () => {
  const { world, proof } = createWorld();
  for (const nowMs of [0, 1000, 4999, 5000, 9999, 10_000]) {
    world.nowMs = nowMs;
    await proof.check();
  }
  expect(world).toMatchObject({ writes: 3, looks: 6 });
});

test('concurrent checks share one read and one write', async () => {
  const { world, proof } = createWorld();
  await Promise.all([proof.check(), proof.check(), proof.check()]);
  expect(world).toMatchObject({ writes: 1, looks: 1 });
});

test('the next check writes after a fault of the store, after a read-only result and after a failed write', async () => {
  const { world, proof } = createWorld();
  await proof.check();
  proof.invalidate();
  await proof.check();
  expect(world.writes).toBe(2);
  world.isWritable = false;
  world.fault = new Error('read-only');
  await expect(proof.check()).rejects.toThrow('read-only');
  world.isWritable = true;
  await expect(proof.check()).rejects.toThrow('read-only');
  world.fault = undefined;
  await proof.check();
  expect(world.writes).toBe(5);
});
