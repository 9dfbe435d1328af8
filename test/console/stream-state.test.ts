import { describe, expect } from '@jest/globals';
import { type Page } from 'playwright-core';
import { inBrowser, inBrowserEach, ON_AIR, setUpConsole, TEXTS } from '../support/console-world.js';
import { DOMAIN, FORBID, RESUME } from '../support/live-events.js';

const world = setUpConsole();
const FORBIDDEN = `/streams?domain=${DOMAIN}&tab=forbidden`;
const ONLINE = `/streams?domain=${DOMAIN}&tab=online`;
const T = TEXTS['en-US'];
const OFF_AIR = { domainName: DOMAIN, appName: 'live', streamName: 'match-42' };
/** The page shows changes outside the gateway within about ten seconds. */
const WITHIN_MS = 13_000;

const rowOf = (page: Page, name: RegExp) => page.getByRole('row', { name });
const sent = (action: string) => world.emulator.calls().filter((call) => call.action === action);

async function act(page: Page, name: RegExp, action: 'resume' | 'forbid' | 'cut'): Promise<void> {
  await rowOf(page, name).getByRole('button', { name: T[action].button, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: T[action].confirm, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

async function resumeByName(page: Page, appName: string, streamName: string): Promise<void> {
  await page.getByRole('button', { name: T.streams.byName }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: T.common.app, exact: true }).fill(appName);
  await dialog.getByRole('textbox', { name: T.common.stream, exact: true }).fill(streamName);
  await dialog.getByRole('button', { name: T.resume.confirm, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Returns the text of each row below the header. */
async function rowsOf(page: Page): Promise<string[]> {
  return (await page.getByRole('row').allInnerTexts()).slice(1);
}

const byColleague = () => world.gateway.post(FORBID, { input: { ...OFF_AIR, reason: 'by a colleague' } });
const elsewhere = () => Promise.resolve(world.emulator.forbid(OFF_AIR));

describe('a stream that was resumed on the page', () => {
  inBrowserEach([
    ['by a colleague', byColleague],
    ['outside the gateway', elsewhere],
  ] as const)('is shown as forbidden when it is forbidden again %s', async (_where, forbidAgain) => {
    const { page, faults } = await world.open(FORBIDDEN);
    await act(page, /live\/match-42/, 'resume');
    const row = rowOf(page, /live\/match-42/);
    await row.getByText(T.resume.back).waitFor();
    // The gateway does not read the forbid list for some seconds after its own action.
    await new Promise((resolve) => setTimeout(resolve, 5_500));
    await forbidAgain();
    await row.getByRole('button', { name: T.resume.button, exact: true }).waitFor({ timeout: 2 * WITHIN_MS });
    await row.getByText(T.resume.back).waitFor({ state: 'detached' });
    const rows = await rowsOf(page);
    await page.getByText(`${String(rows.length)} streams`, { exact: true }).waitFor();
    await act(page, /live\/match-42/, 'resume');
    expect(sent('ResumeLiveStream')).toHaveLength(2);
    expect(faults).toEqual([]);
  });
});

describe('a stream that was forbidden on the page', () => {
  inBrowser('is shown without the forbid, and only as on air, after a colleague resumes it', async () => {
    const { page, faults } = await world.open(ONLINE);
    await act(page, /live\/match-44/, 'forbid');
    const note = page.getByText(new RegExp(T.forbid.done.split('{{')[0] ?? ''));
    await note.waitFor();
    await world.gateway.post(RESUME, { input: ON_AIR });
    await note.waitFor({ state: 'detached', timeout: WITHIN_MS });
    await rowOf(page, /live\/match-44/).waitFor({ timeout: WITHIN_MS });
    await page.getByRole('tab', { name: T.tabs.forbidden }).click();
    await rowOf(page, /live\/match-43/).waitFor();
    expect((await rowsOf(page)).filter((text) => text.includes('match-44'))).toEqual([]);
    expect(faults).toEqual([]);
  });
});

describe('a stream that was cut on the page', () => {
  inBrowser('is not in the list of forbidden streams', async () => {
    const { page, faults } = await world.open(ONLINE);
    await act(page, /live\/match-44/, 'cut');
    await page.getByText(T.cut.done, { exact: true }).first().waitFor();
    await page.getByRole('tab', { name: T.tabs.forbidden }).click();
    await rowOf(page, /live\/match-43/).waitFor();
    expect((await rowsOf(page)).filter((text) => text.includes('match-44'))).toEqual([]);
    expect(faults).toEqual([]);
  });
});

describe('a resume by name', () => {
  inBrowser('of every app has a row without a link and without a wait for one encoder', async () => {
    const { page, faults } = await world.open(FORBIDDEN);
    await rowOf(page, /rehearsal\/match-42/).waitFor();
    await resumeByName(page, '*', 'match-42');
    const row = rowOf(page, /\*\/match-42/);
    await row.getByText(T.resume.anyApp).waitFor();
    await rowOf(page, /rehearsal\/match-42/).waitFor({ state: 'detached', timeout: 4_000 });
    await rowOf(page, /live\/match-42/).waitFor({ state: 'detached', timeout: 4_000 });
    expect(await row.getByRole('link').count()).toBe(0);
    expect(await row.getByText(/waiting for the encoder/).count()).toBe(0);
    expect(sent('ResumeLiveStream').map(({ params }) => params['AppName'])).toEqual(['*']);
    expect(faults).toEqual([]);
  });

  inBrowser(
    'with an unknown outcome has a row without a link, because the stream has no id yet',
    async () => {
      const { page } = await world.open(FORBIDDEN);
      await rowOf(page, /live\/match-43/).waitFor();
      await page.context().setOffline(true);
      await resumeByName(page, 'live', 'match-99');
      const row = rowOf(page, /live\/match-99/);
      await row.getByText(T.resume.unknown).waitFor();
      expect(await row.getByRole('link').count()).toBe(0);
      await page.context().setOffline(false);
      await row.getByRole('button', { name: T.resume.button, exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: T.resume.confirm, exact: true }).click();
      await row.getByText(T.resume.notForbidden).waitFor();
      expect(await row.getByRole('link').count()).toBe(1);
    },
  );
});

const STREAM_ID = `query ($domainName: String!, $appName: String!, $streamName: String!) {
  liveStream(domainName: $domainName, appName: $appName, streamName: $streamName) { id }
}`;

describe('the page of a stream', () => {
  inBrowserEach([
    ['of a domain without callbacks', 'push.brand-a.example.com', 'studio-2', T.status.ONLINE],
    ['that is off air, so that no event arrives', DOMAIN, 'match-99', T.status.OFFLINE],
  ] as const)('%s shows within ten seconds a forbid outside the gateway', async (...of) => {
    const [, domainName, streamName, before] = of;
    const stream = { domainName, appName: 'live', streamName };
    if (before === T.status.ONLINE) world.emulator.startEncoder({ ...stream, reconnectMs: 200 });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { body } = await world.gateway.post(STREAM_ID, stream);
    const { id } = body.data?.['liveStream'] as { id: string };
    const { page, faults } = await world.open(`/streams/${encodeURIComponent(id)}`);
    const status = page.getByRole('status');
    await status.getByText(before, { exact: true }).waitFor();
    world.emulator.forbid(stream);
    await status.getByText(T.status.FORBIDDEN, { exact: true }).waitFor({ timeout: WITHIN_MS });
    expect(faults).toEqual([]);
  });
});
