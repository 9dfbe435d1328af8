import { describe, expect, test } from '@jest/globals';
import { DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { type FaultName } from '../../src/emulator/faults/catalogue.js';
import { type LiveUpstream, type UpstreamOperation } from '../../src/stream/upstream.js';
import { FAULT_EXPECTATIONS, type FaultExpectation } from '../support/fault-expectations.js';
import { callContext, failureOf, openGround, SHORT_MS, type Subject } from './upstream-subject.js';

interface FaultyCall {
  readonly operation: UpstreamOperation;
  readonly make: (live: LiveUpstream) => Promise<unknown>;
}

const page = { pageNum: 1, pageSize: 100 };

const CALLS: readonly FaultyCall[] = [
  {
    operation: 'ResumeLiveStream',
    make: (live) => live.call('ResumeLiveStream', DEMO_STREAM, callContext()),
  },
  {
    operation: 'ForbidLiveStream',
    make: (live) =>
      live.call(
        'ForbidLiveStream',
        { address: DEMO_STREAM, order: { mode: 'UNTIL', until: new Date('2099-01-01T00:00:00Z') } },
        callContext(),
      ),
  },
  {
    operation: 'DescribeLiveStreamsBlockList',
    make: (live) =>
      live.call(
        'DescribeLiveStreamsBlockList',
        { ...page, streamingDomain: 'live.example.com' },
        callContext(),
      ),
  },
  {
    operation: 'DescribeLiveDomainMapping',
    make: (live) =>
      live.call('DescribeLiveDomainMapping', { domainName: DEMO_STREAM.domainName }, callContext()),
  },
];

/** Tests every fault of the upstream with an action of each kind, a list, and the operation that uses GET. */
export function upstreamFaultsContract({ name, options }: Subject): void {
  describe.each(CALLS)(`$operation through ${name}`, ({ operation, make }) => {
    const patient = openGround(options);
    const short = openGround(options, SHORT_MS);

    test.each(Object.entries(FAULT_EXPECTATIONS) as [FaultName, FaultExpectation][])(
      '%s becomes its expected error after one attempt',
      async (fault, expected) => {
        const endsByDeadline = expected.code === 'UPSTREAM_TIMEOUT' || fault === 'flood';
        const ground = endsByDeadline ? short : patient;
        const { emulator } = ground;
        emulator.inject({ fault, operation, times: 'always' });
        const told = await failureOf(make(ground.live));
        const { code, retryable, outcome, upstreamCode, retryAfterMs } = told;
        // A list can have up to 16 MiB, so the limit or the deadline can end the flood first.
        const isFloodedList = fault === 'flood' && operation === 'DescribeLiveStreamsBlockList';
        if (isFloodedList) expect(['UPSTREAM_ERROR', 'UPSTREAM_TIMEOUT']).toContain(code);
        else
          expect({ code, retryable, outcome, upstreamCode, retryAfterMs }).toEqual({
            upstreamCode: undefined,
            retryAfterMs: undefined,
            ...expected,
          });
        expect(told.operation).toBe(upstreamCode === undefined ? undefined : operation);
        expect(emulator.calls().map(({ action }) => action)).toEqual([operation]);
      },
    );
  });
}
