import { describe, expect, it } from '@jest/globals';
import { joinReads } from '../../src/job/watch.js';

describe('reading a job that many watch', () => {
  it('asks once within a quarter of a second, however many ask, and anew after it', async () => {
    let [nowMs, asked] = [0, 0];
    const read = joinReads(
      (id) => Promise.resolve(`${id} ${(asked += 1)}`),
      240,
      () => nowMs,
    );
    expect(await Promise.all(['a', 'a', 'b'].map(read))).toEqual(['a 1', 'a 1', 'b 2']);
    nowMs = 239;
    expect(await read('a')).toBe('a 1');
    nowMs = 240;
    expect(await Promise.all(['a', 'a'].map(read))).toEqual(['a 3', 'a 3']);
  });

  it('does not remember a failure for longer either', async () => {
    let [nowMs, asked] = [0, 0];
    const fail = () => (asked++ === 0 ? Promise.reject(new Error('away')) : Promise.resolve('back'));
    const read = joinReads(fail, 240, () => nowMs);
    await expect(Promise.all([read('a'), read('a')])).rejects.toThrow('away');
    nowMs = 240;
    expect(await read('a')).toBe('back');
  });
});
