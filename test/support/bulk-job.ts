import { setTimeout as sleep } from 'node:timers/promises';
import { type TestGateway } from './gateway.js';
import { BULK_STATE, START_BULK_RESUME } from './queries.js';

/** Runs a bulk job to its end. @returns its id */
export async function runBulkJob(gateway: TestGateway, input: object): Promise<string> {
  const { body } = await gateway.post(START_BULK_RESUME, { input });
  const { id } = (body.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume;
  for (;;) {
    const answer = await gateway.post(BULK_STATE, { id });
    if ((answer.body.data?.['bulkResume'] as { state: string }).state === 'FINISHED') return id;
    await sleep(20);
  }
}
