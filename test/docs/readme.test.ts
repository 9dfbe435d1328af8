import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runShell } from '../support/command.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { toShape } from './shape.js';
import { blocksOf, headingsOf, linksOf, readPage } from './pages.js';

const README = 'README.md';
const CHINESE = 'README.zh-CN.md';
const START = 'docs/index.md';
const MOST_LINES = 120;

describe('README in two languages', () => {
  test('is short', () => {
    for (const page of [README, CHINESE])
      expect(readPage(page).trimEnd().split('\n').length).toBeLessThanOrEqual(MOST_LINES);
  });

  test('has the same headings, blocks, links and list items, in the same order', () => {
    const toOutline = (page: string): unknown => ({
      levels: headingsOf(page).map(({ level }) => level),
      blocks: blocksOf(page).map(({ language, text }) => [language, text]),
      links: linksOf(page)
        .filter((link) => !link.startsWith('README'))
        .map((link) => link.replace('docs/zh/', 'docs/')),
      items: readPage(page).match(/^- /gm)?.length,
      rows: readPage(page).match(/^\|/gm)?.length,
      names: Array.from(readPage(page).matchAll(/^\| (`[A-Z_`, ]+`)/gm), ([, name]) => name),
    });
    expect(toOutline(CHINESE)).toEqual(toOutline(README));
  });

  test('links to the other language in its first lines', () => {
    expect(readPage(README)).toMatch(/^# .+\n\nEnglish \| \[简体中文\]\(README\.zh-CN\.md\)\n/);
    expect(readPage(CHINESE)).toMatch(/^# .+\n\n\[English\]\(README\.md\) \| 简体中文\n/);
  });

  test('has no emphasis that stays open because of Chinese punctuation', () => {
    expect(readPage(CHINESE)).not.toMatch(/\p{P}\*\*[\p{L}]/u);
  });
});

describe.each([README, START])('%s, against a gateway', (page) => {
  const blocks = blocksOf(page);
  const [resume = '', forbidAndSee = ''] = textsOf('graphql');
  const [input = '', resumed = '', refused = '', seen = ''] = textsOf('json');
  /** Only the start page has it. */
  const testOfStart = forbidAndSee === '' ? test.skip : test;
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await startGateway({ LIVE_CLIENT: 'core' });
  });
  afterEach(() => gateway.close());

  function textsOf(language: string): string[] {
    return blocks.filter((block) => block.language === language).map(({ text }) => text);
  }

  async function ask(query: string, variables: object, operationName?: string): Promise<unknown> {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.token ?? ''}` },
      body: JSON.stringify({ query, variables, operationName }),
    });
    expect(response.status).toBe(200);
    return response.json();
  }

  test('the mutation returns the shown answer, and reaches ApsaraVideo Live', async () => {
    const variables = JSON.parse(input) as { input: object };
    expect(toShape(await ask(resume, variables))).toEqual(toShape(JSON.parse(resumed)));
    expect(gateway.emulator.calls()).toHaveLength(1);
    expect(gateway.emulator.forbidden()).not.toContainEqual(expect.objectContaining(variables.input));
  });

  test('the mutation fails as shown', async () => {
    const variables = JSON.parse(input) as { input: object };
    const unknown = { input: { ...variables.input, domainName: 'push.unknown.example.com' } };
    expect(toShape(await ask(resume, unknown))).toEqual(toShape(JSON.parse(refused)));
  });

  testOfStart('what is forbidden is seen as shown, until it is resumed', async () => {
    const forbidden = await ask(forbidAndSee, {}, 'Forbid');
    expect(toShape(forbidden)).toEqual({ data: { forbidLiveStream: { until: 'a time' } } });
    const shown = JSON.parse(seen) as { data: { liveStream: object } };
    expect(toShape(await ask(forbidAndSee, {}, 'See'))).toEqual(toShape(shown));
    await ask(resume, { input: { domainName: 'push.example.com', appName: 'live', streamName: 'match-44' } });
    expect(await ask(forbidAndSee, {}, 'See')).toMatchObject({
      data: { liveStream: { status: 'OFFLINE', forbiddenUntil: null } },
    });
  });

  testOfStart('the bulk command resumes what is forbidden on the domain', async () => {
    const [command = ''] = textsOf('sh').filter((text) => text.includes('bulk-resume'));
    const env = { APSARA_GATEWAY_ENDPOINT: gateway.url, APSARA_GATEWAY_TOKEN: gateway.token ?? '' };
    const { code, out } = await runShell(command.replace(/^export .*$/m, ''), '.', env).ended;
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringMatching(/^Job \S+: 3 streams\.\n[^]*All 3 resumed\.\n$/),
    });
    const left = gateway.emulator.forbidden().filter(({ domainName }) => domainName === 'push.example.com');
    expect(left).toEqual([]);
  });
});
