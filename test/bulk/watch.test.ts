import { describe, expect, it } from '@jest/globals';
import { joinReads } from '../../src/bulk/watch.js';
import { VirtualClock } from '../support/virtual-clock.js';

describe('the shared reads of a watched job', () => {
  it('reads a job once per quarter of a second for any number of watchers', async () => {
    const clock = new VirtualClock();
    let asked = 0;
    const read = joinReads((id) => Promise.resolve(`${id} ${(asked += 1)}`), clock);
    expect(await Promise.all(['a', 'a', 'b'].map(read))).toEqual(['a 1', 'a 1', 'b 2']);
    clock.jump(239);
    expect(await read('a')).toBe('a 1');
    clock.jump(1);
    expect(await Promise.all(['a', 'a'].map(read))).toEqual(['a 3', 'a 3']);
  });

  it('shares a failure between watchers and reads again afterwards', async () => {
    const clock = new VirtualClock();
    let asked = 0;
    const fail = () => (asked++ === 0 ? Promise.reject(new Error('away')) : Promise.resolve('back'));
    const read = joinReads(fail, clock);
    await expect(Promise.all([read('a'), read('a')])).rejects.toThrow('away');
    clock.jump(240);
    expect(await read('a')).toBe('back');
  });
});
