import { describe, expect, it } from '@jest/globals';
import { type CallContext } from '../../src/stream/upstream.js';
import { A, B, createUpstreamWorld as createWorld, SECOND } from './upstream-world.js';
import { endOf } from './upstream.js';

describe('a job’s call that is to be claimed before it is sent', () => {
  const claimed = (context: CallContext, answer: boolean) => {
    const seen: string[] = [];
    const claim = (): Promise<boolean> => {
      seen.push('claim');
      return Promise.resolve(answer);
    };
    return { seen, context: { ...context, claim, onSent: () => seen.push('sent') } };
  };

  it('is claimed once its permit is there, and then sent', async () => {
    const { live, call, sent, end, clock } = createWorld({
      limits: [{ operation: 'ResumeLiveStream', ...SECOND, limit: 1 }],
    });
    const [before, item] = [live.resume(B, call()), claimed(call('bulk'), true)];
    const resumed = live.resume(A, item.context);
    await clock.settle();
    expect(item.seen).toEqual([]);
    await end('resume live/b');
    await clock.pass(1100);
    expect(item.seen).toEqual(['claim', 'sent']);
    await end('resume live/a');
    await Promise.all([before, resumed]);
    expect(sent).toEqual(['resume live/b', 'resume live/a']);
  });

  it('is not sent where the claim fails, and not tried again here', async () => {
    const { live, call, sent, clock } = createWorld();
    const { context, seen } = claimed(call('bulk'), false);
    const refused = endOf(live.resume(A, context));
    await clock.pass(5000);
    expect(await refused).toMatchObject({ code: 'RATE_LIMITED', outcome: 'NOT_SENT', retryable: false });
    expect({ seen, sent }).toEqual({ seen: ['claim'], sent: [] });
  });

  it('is sent whatever the job says where a person wants the same', async () => {
    const { live, call, sent, end, clock } = createWorld({
      limits: [{ operation: 'ResumeLiveStream', ...SECOND, limit: 1 }],
    });
    const before = live.resume(B, call());
    const { context, seen } = claimed(call('bulk'), false);
    const both = [live.resume(A, context), live.resume(A, call('interactive'))];
    await clock.settle();
    await end('resume live/b');
    await clock.pass(1100);
    await end('resume live/a', { requestId: 'R-A' });
    expect(await Promise.all(both)).toEqual([{ requestId: 'R-A' }, { requestId: 'R-A' }]);
    await before;
    expect({ seen, sent }).toEqual({ seen: ['sent'], sent: ['resume live/b', 'resume live/a'] });
  });
});
