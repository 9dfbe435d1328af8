import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { inBrowser, setUpConsole, TEXTS } from '../support/console-world.js';
import { DOMAIN } from '../support/live-events.js';

const T = TEXTS['en-US'];
const manifest = join(mkdtempSync(join(tmpdir(), 'manifest-')), 'documents.json');
writeFileSync(manifest, JSON.stringify({ a: '{ __typename }' }));

const world = setUpConsole({ env: { TRUSTED_DOCUMENTS: manifest } });

inBrowser('the console works with TRUSTED_DOCUMENTS, and other documents are still refused', async () => {
  const { page, faults } = await world.open(`/streams?domain=${DOMAIN}&tab=forbidden`);
  const row = page.getByRole('row', { name: /live\/match-42/ });
  await row.getByRole('button', { name: T.resume.button }).click();
  await page.getByRole('dialog').getByRole('button', { name: T.resume.confirm }).click();
  await row.getByText(T.resume.back).waitFor();
  expect(faults).toEqual([]);
  const { body } = await world.gateway.post('{ liveCallBudgets { operation } }');
  expect(body.errors?.[0]?.extensions['code']).toBe('BAD_REQUEST');
});
