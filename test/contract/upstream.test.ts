import { test } from '@jest/globals';
import { loadGeneratedModule } from '../../src/upstream/sdk/generated-client.js';
import { moduleOfThatShape } from '../support/generated-client-shape.js';
import { upstreamContract } from './upstream.contract.js';
import { upstreamFaultsContract } from './upstream-faults.contract.js';
import { upstreamForbidContract } from './upstream-forbid.contract.js';
import { upstreamGarbageContract } from './upstream-garbage.contract.js';
import { upstreamReadsContract } from './upstream-reads.contract.js';
import { type Subject, type Weaker } from './upstream-subject.js';

const unreadable = { code: 'UPSTREAM_ERROR', retryable: false, outcome: 'UNKNOWN' } as const;
const reset = { code: 'UPSTREAM_UNAVAILABLE', retryable: true, outcome: 'UNKNOWN' } as const;
const timeout = { code: 'UPSTREAM_TIMEOUT', retryable: true, outcome: 'UNKNOWN' } as const;

/** The SDK loses the status of an answer that is no JSON, and reads XML errors. Measured, openapi-core 1.0.8. */
const SDK_LOSES: Weaker = {
  '502-html': unreadable,
  '503-text': unreadable,
  '500-empty': unreadable,
  '500-null': unreadable,
  '500-text-xml': { ...reset, upstreamCode: 'InternalError' },
  '400-text-xml': {
    code: 'UPSTREAM_UNAVAILABLE',
    retryable: true,
    outcome: 'UNKNOWN',
    upstreamCode: 'InternalError',
  },
  // The generated client's model drops the Code of a 200; what is left looks like any success.
  '200-error-shaped': 'succeeds',
  // It has no limit on a body: only the deadline ends the flood.
  flood: timeout,
};

function contract(subject: Subject): void {
  upstreamContract(subject);
  upstreamForbidContract(subject);
  upstreamReadsContract(subject);
  upstreamGarbageContract(subject);
  upstreamFaultsContract(subject);
}

contract({ name: 'core', options: { client: 'core' }, weaker: {} });
contract({
  name: 'an object of the generated client’s shape',
  options: { client: 'sdk', loadSdk: () => Promise.resolve(moduleOfThatShape) },
  weaker: SDK_LOSES,
});

const generated = await loadGeneratedModule();
if (generated === undefined)
  test.skip('the generated client: skipped, since @alicloud/live20161101 is not installed', () => undefined);
else contract({ name: 'the generated client', options: { client: 'sdk' }, weaker: SDK_LOSES });
