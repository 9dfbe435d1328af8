import { type StreamError, toStreamError } from '../errors.js';

/** The result for one of several keys in a request. The failure of one key does not affect the others. */
export type Found<T> = T | StreamError;

/** Runs `find` for each key separately. */
export function each<K, T>(
  keys: readonly K[],
  find: (key: K) => Promise<T> | T,
): Promise<readonly Found<T>[]> {
  return Promise.all(
    keys.map(async (key) => {
      try {
        return await find(key);
      } catch (thrown) {
        return toStreamError(thrown);
      }
    }),
  );
}

/** Runs `find` once for each group of keys. @param toGroup returns the name of the group of a key */
export async function eachGroup<K, T>(
  keys: readonly K[],
  toGroup: (key: K) => string,
  find: (group: string, keys: readonly K[]) => Promise<readonly Found<T>[]>,
): Promise<readonly Found<T>[]> {
  const positions = new Map<string, number[]>();
  keys.forEach((key, index) => {
    const group = toGroup(key);
    const known = positions.get(group);
    if (known === undefined) positions.set(group, [index]);
    else known.push(index);
  });
  const all = new Array<Found<T>>(keys.length);
  await Promise.all(
    Array.from(positions, async ([group, indices]) => {
      const members = indices.map((index) => keys[index] as K);
      const results = await find(group, members).catch((thrown: unknown) => {
        const error = toStreamError(thrown);
        return indices.map(() => error);
      });
      indices.forEach((index, member) => {
        all[index] = results[member] as Found<T>;
      });
    }),
  );
  return all;
}
