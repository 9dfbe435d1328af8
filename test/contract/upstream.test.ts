import { test } from '@jest/globals';
import { loadGeneratedPackage } from '../../src/upstream/sdk/generated-client.js';
import { loadShape } from '../support/generated-client-shape.js';
import { upstreamContract } from './upstream.contract.js';
import { upstreamCallbacksContract } from './upstream-callbacks.contract.js';
import { upstreamDomainsContract } from './upstream-domains.contract.js';
import { upstreamFaultsContract } from './upstream-faults.contract.js';
import { upstreamForbidContract } from './upstream-forbid.contract.js';
import { upstreamGarbageContract } from './upstream-garbage.contract.js';
import { upstreamReadsContract } from './upstream-reads.contract.js';
import { type Subject } from './upstream-subject.js';

function contract(subject: Subject): void {
  upstreamContract(subject);
  upstreamForbidContract(subject);
  upstreamReadsContract(subject);
  upstreamGarbageContract(subject);
  upstreamDomainsContract(subject);
  upstreamCallbacksContract(subject);
  upstreamFaultsContract(subject);
}

contract({ name: 'core', options: { client: 'core' } });
contract({
  name: 'an object of the generated client’s shape',
  options: { client: 'sdk', loadSdk: () => loadShape() },
});

const generated = await loadGeneratedPackage();
if (generated === undefined)
  test.skip('the generated client: skipped, because @alicloud/live20161101 is not installed', () =>
    undefined);
else contract({ name: 'the generated client', options: { client: 'sdk' } });
