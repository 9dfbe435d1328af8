import { readFile } from 'node:fs/promises';
import { describe, expect } from '@jest/globals';
import { type Page } from 'playwright-core';
import { inBrowserEach, type Locale, LOCALES, setUpConsole, TEXTS } from '../support/console-world.js';
import { DOMAIN } from '../support/live-events.js';

/** More rows than one page of a download has. */
const MANY = 600;
const START = `mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id } } }`;
const STATE = `query ($id: ID!) { bulkResume(id: $id) { finishedAt } }`;

interface Sent {
  readonly operationName: string;
  readonly variables: { readonly first: number; readonly after: string | null };
}

const world = setUpConsole({
  world: { limits: 'off' },
  env: { BUDGET_RESUME_LIVE_STREAM: '0' },
});

/** Runs a job. The ledger then has as many actions as the job has items. Returns the id of the job. */
async function runJob(): Promise<string> {
  const streams = Array.from({ length: MANY }, (_, index) => ({
    appName: 'live',
    streamName: `s-${index}`,
  }));
  const started = await world.gateway.post(START, { input: { domainName: DOMAIN, streams } });
  const { bulkResume } = started.body.data?.['startBulkResume'] as { bulkResume: { id: string } };
  for (;;) {
    const { body } = await world.gateway.post(STATE, { id: bulkResume.id });
    if ((body.data?.['bulkResume'] as { finishedAt: string | null }).finishedAt !== null)
      return bulkResume.id;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Sends a wrong cursor for the second page of each download, which the gateway then refuses. */
async function breakSecondPage(page: Page): Promise<void> {
  await page.route('**/graphql', async (route) => {
    const body = route.request().postDataJSON() as Sent;
    const { first, after } = body.variables;
    if (first !== 500 || after === null) return route.continue();
    const postData = JSON.stringify({ ...body, variables: { ...body.variables, after: 'wrong' } });
    return route.continue({ postData });
  });
}

const KINDS = ['the actions', 'the items of a job'] as const;
const CASES = KINDS.flatMap((kind) => LOCALES.map((locale) => [kind, locale] as const));

describe('a download of which a page cannot be read', () => {
  inBrowserEach(CASES)(
    'of %s writes no file and shows the code, and then has every row: %s',
    async (kind, locale: Locale) => {
      const t = TEXTS[locale];
      const id = await runJob();
      const path = kind === 'the actions' ? '/audit' : `/jobs/${encodeURIComponent(id)}`;
      const { page, faults } = await world.open(path, { locale });
      await page.getByRole('row').nth(1).waitFor();
      await breakSecondPage(page);
      const files: string[] = [];
      page.on('download', (download) => files.push(download.suggestedFilename()));
      const button = page.getByRole('button', { name: t.common.download, exact: true });
      await button.click();
      const alert = page.getByRole('alert').filter({ hasText: t.download.failed });
      await alert.getByText('BAD_USER_INPUT').waitFor();
      expect(files).toEqual([]);
      await page.unroute('**/graphql');
      const saving = page.waitForEvent('download');
      await alert.getByRole('button', { name: t.download.again }).click();
      const text = await readFile(await (await saving).path(), 'utf8');
      expect(text.trimEnd().split('\n')).toHaveLength(MANY + 1);
      await alert.waitFor({ state: 'detached' });
      expect(faults).toEqual([]);
    },
  );
});
