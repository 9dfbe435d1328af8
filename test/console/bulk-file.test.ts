import { describe, expect } from '@jest/globals';
import { type Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.js';
import { inBrowser, inBrowserEach, LOCALES, setUpConsole, TEXTS } from '../support/console-world.js';
import { DOMAIN } from '../support/live-events.js';

const T = TEXTS['en-US'];
const FORBIDDEN = `/streams?domain=${DOMAIN}&tab=forbidden`;
const utf16le = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

const world = setUpConsole();
const dialog = (page: Page) => page.getByRole('dialog');

async function choose(page: Page, content: string | Buffer): Promise<void> {
  const file = { name: 'streams.csv', mimeType: 'text/csv', buffer: Buffer.from(content) };
  await dialog(page).locator('input[type="file"]').setInputFiles(file);
}

/** The app and the stream of each resume that the emulator saw, sorted. */
function sent(): string[] {
  return world.emulator
    .calls()
    .filter(({ action }) => action === 'ResumeLiveStream')
    .map(({ params }) => `${String(params['AppName'])}|${String(params['StreamName'])}`)
    .toSorted();
}

describe('the streams of a file', () => {
  inBrowserEach([
    ['with a mark, a Chinese header and quotes', '\ufeff流名,应用名\r\nmatch-42,live\r\n"match,43",live\r\n'],
    ['with semicolons, as Excel writes it in Germany', 'app;stream\r\nlive;match-42\r\nlive;match,43\r\n'],
    ['with tabs and without a header', 'live\tmatch-42\r\nlive\tmatch,43\r\n'],
    [
      'in UTF-16 with tabs, as Excel writes Unicode text',
      utf16le('stream\tapp\r\nmatch-42\tlive\r\nmatch,43\tlive\r\n'),
    ],
  ])('%s are resumed with unchanged names', async (_what, content) => {
    const { page, faults } = await world.open(FORBIDDEN);
    await page.getByRole('button', { name: T.streams.upload }).click();
    await choose(page, content);
    await dialog(page).getByText('2 streams in the file').waitFor();
    await dialog(page).getByRole('button', { name: T.bulk.start }).click();
    await page.getByText(T.jobs.state.FINISHED, { exact: true }).waitFor();
    expect(sent()).toEqual(['live|match,43', 'live|match-42']);
    expect(faults).toEqual([]);
  });

  inBrowserEach(LOCALES)('without a header are shown with the columns that are used: %s', async (locale) => {
    const t = TEXTS[locale];
    const { page, faults } = await world.open(FORBIDDEN, { locale });
    await page.getByRole('button', { name: t.streams.upload }).click();
    const status = dialog(page).getByRole('status');
    await choose(page, 'match-42,live\nmatch-43,live\n');
    await status.getByText(t.bulk.noHeader).waitFor();
    await status.getByText(new RegExp(`${t.listFile.app} match-42.*${t.listFile.stream} live`)).waitFor();
    await choose(page, 'stream,app\nmatch-42,live\nmatch-43,live\n');
    await status.getByText(new RegExp(`${t.listFile.app} live.*${t.listFile.stream} match-42`)).waitFor();
    expect(await status.getByText(t.bulk.noHeader).count()).toBe(0);
    expect(faults).toEqual([]);
  });
});

const row = (text: string, values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values).reduce((all, [name, value]) => all.replace(`{{${name}}}`, String(value)), text);

describe('a file that cannot be used', () => {
  inBrowserEach(LOCALES)('is refused with its row and column, and nothing is started: %s', async (locale) => {
    const t = TEXTS[locale];
    const l = t.listFile;
    const at = (place: number, fault: string, column?: number): string =>
      `${row(column === undefined ? l.row : l.cell, { row: place, column: column ?? '' })}${fault}`;
    const stream = { what: l.stream };
    const cases: readonly (readonly [content: string | Buffer, ...messages: string[]])[] = [
      [Buffer.from([0x61, 0x2c, 0xff, 0x0a]), l.notUtf8],
      [Buffer.from('live,a\n', 'utf16le'), l.notUtf8],
      ['room,channel\nlive,a\n', at(1, l.unknownHeader)],
      ['domain,app,stream\nd,live,a\n', at(1, l.unknownHeader)],
      ['app,stream\n', l.empty],
      ['live,a\nlive\n', at(2, row(l.cells_one, { count: 1 }))],
      ['live;a\nd;live;a\n', at(2, row(l.cells_other, { count: 3 }))],
      ['live,a\nlive,"b\n', at(2, l.quote)],
      ['live,a;b\n', at(1, l.separators)],
      ['a,live\nb,live\nc,live\n', at(1, l.swapped)],
      ['live,a\n*,b\n', at(2, l.noWildcard, 1)],
      [
        'live,a\n\nlive,b c\nlive,\n',
        at(3, row(l.rules.characters, stream), 2),
        at(4, row(l.rules.required, stream), 2),
      ],
      ['live,a b\n'.repeat(7), at(5, row(l.rules.characters, stream), 2), row(l.more_other, { count: 2 })],
      ['live,a\n'.repeat(10_001), at(10_001, l.tooMany)],
    ];
    const { page, faults } = await world.open(FORBIDDEN, { locale });
    await page.getByRole('button', { name: t.streams.upload }).click();
    const start = dialog(page).getByRole('button', { name: t.bulk.start });
    for (const [content, ...messages] of cases) {
      await choose(page, 'live,a\n');
      await dialog(page).getByRole('status').waitFor();
      await choose(page, content);
      for (const message of messages) await dialog(page).getByText(message, { exact: true }).waitFor();
      expect(await start.isDisabled()).toBe(true);
    }
    expect(sent()).toEqual([]);
    expect(faults).toEqual([]);
  });

  inBrowserEach(['light', 'dark'] as const)('has a message with enough contrast: %s', async (colorScheme) => {
    const { page } = await world.open(FORBIDDEN, { colorScheme });
    await page.getByRole('button', { name: T.streams.upload }).click();
    await choose(page, 'live\n');
    await dialog(page)
      .getByText(T.listFile.cells_one.split('}} ')[1] ?? '')
      .waitFor();
    // The dialog fades in within 200 ms.
    await page.waitForTimeout(300);
    expect(await violationsOf(page)).toEqual([]);
  });

  inBrowser('is refused if it is larger than 16 MiB', async () => {
    const { page } = await world.open(FORBIDDEN);
    await page.getByRole('button', { name: T.streams.upload }).click();
    await choose(page, Buffer.alloc(17 * 1024 * 1024, 'live,a\n'));
    await dialog(page).getByText(T.listFile.tooLarge).waitFor();
  });
});
