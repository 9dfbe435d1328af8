import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ERROR_MESSAGES_ZH_CN } from '../../client/src/messages.js';
import { VIOLATION_MESSAGES_ZH_CN } from '../../src/violation-messages.js';
import { COMMANDS, OTHER_COMMANDS } from '../../src/cli/commands.js';
import { findChinese } from '../../src/cli/doctor/zh-cn.js';
import { EN } from '../../src/cli/text/en.js';
import { pickText } from '../../src/cli/text/pick-text.js';
import { ZH_CN } from '../../src/cli/text/zh-cn.js';
import { ERROR_CODES } from '../../src/stream/error-codes.js';
import { type Ended, runCommand } from '../support/command.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

test.each([
  ['zh_CN.UTF-8', ZH_CN],
  ['zh_CN', ZH_CN],
  ['zh', ZH_CN],
  ['zh_SG.UTF-8', ZH_CN],
  ['zh-Hans-CN', ZH_CN],
  ['zh_TW.UTF-8', EN],
  ['zh-Hant', EN],
  ['de_DE.UTF-8', EN],
  ['C', EN],
  ['', EN],
])('LANG=%s chooses its language', (LANG, text) => {
  expect(pickText({ LANG }).help.usage).toBe(text.help.usage);
});

test('LC_ALL has priority over LC_MESSAGES, and LC_MESSAGES over LANG; an empty variable counts as not set', () => {
  expect(pickText({ LC_ALL: 'zh_CN', LC_MESSAGES: 'en_US', LANG: 'en_US' }) === ZH_CN).toBe(true);
  expect(pickText({ LC_ALL: '', LC_MESSAGES: 'en_US', LANG: 'zh_CN' }) === EN).toBe(true);
  expect(pickText({}) === EN).toBe(true);
});

test('an error has the same Chinese text as in the client package', () => {
  for (const code of Object.keys(ERROR_CODES) as (keyof typeof ERROR_CODES)[])
    expect([code, ZH_CN.gateway.message(code, 'English')]).toEqual([code, ERROR_MESSAGES_ZH_CN[code]]);
});

test('a violation has the same Chinese text as in the client package', () => {
  for (const [message, chinese] of Object.entries(VIOLATION_MESSAGES_ZH_CN))
    expect(ZH_CN.gateway.violation(message.replaceAll(/(?<!")#/g, '7'))).toBe(
      chinese.replaceAll(/(?<!")#/g, '7'),
    );
});

describe('the command with LANG=zh_CN.UTF-8', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.close());
  const run = (...argv: string[]): Promise<Ended> =>
    runCommand(argv, {
      LANG: 'zh_CN.UTF-8',
      APSARA_GATEWAY_ENDPOINT: gateway.url,
      APSARA_GATEWAY_TOKEN: gateway.token ?? '',
    }).ended;
  const STREAM = ['push.example.com', 'live', 'match-42'];

  test.each(Object.keys(COMMANDS))('the help of %s has no English sentence', async (command) => {
    const { code, out } = await run(command, '--help');
    expect(code).toBe(0);
    expect(out).toMatch(/^用法：/);
    // Examples are lines to copy; names of options and settings stay.
    const prose = out.replaceAll(/^ {2}apsara-live-gateway.*$/gm, '');
    expect(prose.match(/\b[a-z]+ [a-z]+ [a-z]+\b/g) ?? []).toEqual([]);
  });

  test.each(OTHER_COMMANDS)('the help of %s, for operators, has no English sentence', async (command) => {
    const { code, out } = await run(command, '--help');
    expect(code).toBe(0);
    const prose = out.replaceAll(/^(?:示例|用法).*$/gm, '');
    expect(prose).toContain('退出码：');
    expect(prose.match(/\b[a-z]+ [a-z]+ [a-z]+\b/g) ?? []).toEqual([]);
  });

  test.each([
    [['callbacks'], '请指定 show、set、remove 或 check'],
    [['ram-policy'], '缺少 --account'],
    [['replay', '/none.jsonl'], '录制文件不存在。'],
    [['move-store', '--from', 'x'], '--from 必须是 file: URL'],
  ])('%j is refused in Chinese', async (argv, message) => {
    const { code, err } = await run(...argv);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  test('answers in Chinese, with Alibaba’s RequestId', async () => {
    expect((await run('status', ...STREAM)).out).toContain('已禁推');
    expect((await run('resume', ...STREAM)).out).toMatch(/^已恢复推流。阿里云 RequestId：[0-9A-F-]{36}\n$/);
    expect((await run('forbid', ...STREAM, '--for', '1h')).out).toMatch(/^已禁推，截止时间：\S+Z。/);
  });

  test.each([
    [['resume', 'push.unknown.example.com', 'live', 'a'], '找不到该域名', 1],
    [
      ['resume', 'push.example.com', 'live', 'a b'],
      '网关拒绝了输入。 (BAD_USER_INPUT)\n  input.streamName 不能含有',
      2,
    ],
    [['list', 'push.example.com'], '请指定 --forbidden 或 --online 之一', 2],
    [['resumee'], "错误：未知命令 'resumee'\n（是否想用 resume？）", 2],
    [['forbid', ...STREAM, '--til', 'x'], "错误：未知选项 '--til'\n（是否想用 --until？）", 2],
    [['status', 'push.example.com'], "错误：缺少参数 'app'", 2],
    [['status', ...STREAM, 'x'], '错误：参数过多，应为 3 个，实际为 4 个', 2],
    [['forbid', ...STREAM, '--reason'], "错误：选项 '--reason <text>' 缺少值", 2],
  ])('%j is refused in Chinese', async (argv, message, exitCode) => {
    const { code, out, err } = await run(...argv);
    expect({ code, out }).toEqual({ code: exitCode, out: '' });
    expect(err).toContain(message);
  });
});

test.each(['RESUME', 'FORBID', 'CUT'])('an action %s and each of its outcomes has a Chinese word', (kind) => {
  for (const outcome of ['PENDING', 'SUCCEEDED', 'NOT_SENT', 'REJECTED', 'UNKNOWN'])
    expect(ZH_CN.stream.action(kind, outcome, '', null)).not.toMatch(/[A-Z]/);
});

describe('a finding of doctor', () => {
  test.each([
    ['PostgreSQL 15, writable', 'PostgreSQL 15，可写'],
    ['PostgreSQL 12', 'PostgreSQL 12'],
    [
      'read, resume on push.example.com, apps live and "*"',
      '允许 read, resume，域名 push.example.com，应用 live 以及 "*"',
    ],
    ['9500 of 10000 streams are forbidden', '黑名单已有 9500 路流，上限 10000 路'],
    ['no answer (UPSTREAM_TIMEOUT)', '没有响应（UPSTREAM_TIMEOUT）'],
    ['denied ($&)', '被拒绝（$&）'],
  ])('%s has its values in Chinese', (english, chinese) => {
    expect(findChinese(english)).toBe(chinese);
  });

  test('of every text in the source is in the catalog', () => {
    const folder = join(import.meta.dirname, '../../src/cli/doctor');
    const sources = readdirSync(folder).filter((name) =>
      /-checks?\.ts$|^accounts\.ts$|^doctor-command\.ts$/.test(name),
    );
    const missing = sources.flatMap((name) =>
      Array.from(
        readFileSync(join(folder, name), 'utf8').matchAll(
          /(?:found|meaning|action|without|set)(?: =|:) (?:'((?:[^'\\]|\\.)*)'|`([^`]*)`)/g,
        ),
        ([, plain, template = '']) =>
          plain ??
          template
            .replaceAll(/\$\{[^{}]*\? '([^']*)' : '[^']*'\}/g, '$1')
            .replaceAll(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, '1'),
      )
        // The fault of a setting is that of the setting: its name and a message.
        .filter((text) => text !== '1 1' && findChinese(text) === undefined),
    );
    expect(missing).toEqual([]);
  });
});
