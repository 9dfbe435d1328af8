import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config/read-config.js';
import { faultsOf } from './faults.js';

/** The documented limits of the operations, in calls per second. */
const DOCUMENTED = [
  ['BUDGET_RESUME_LIVE_STREAM', 'ResumeLiveStream', 30],
  ['BUDGET_FORBID_LIVE_STREAM', 'ForbidLiveStream', 20],
  ['BUDGET_DESCRIBE_LIVE_STREAMS_BLOCK_LIST', 'DescribeLiveStreamsBlockList', 50],
  ['BUDGET_DESCRIBE_LIVE_STREAMS_ONLINE_LIST', 'DescribeLiveStreamsOnlineList', 10_000 / 60],
  ['BUDGET_DESCRIBE_LIVE_DOMAIN_MAPPING', 'DescribeLiveDomainMapping', 500 / 60],
  ['BUDGET_DESCRIBE_LIVE_USER_DOMAINS', 'DescribeLiveUserDomains', 100],
  ['BUDGET_DESCRIBE_LIVE_STREAMS_NOTIFY_URL_CONFIG', 'DescribeLiveStreamsNotifyUrlConfig', 1_000 / 60],
  ['BUDGET_DESCRIBE_LIVE_STREAMS_NOTIFY_RECORDS', 'DescribeLiveStreamsNotifyRecords', 100],
] as const;

const settings = (env: Record<string, string>) => readConfig(env).config;
const faultOf = (env: Record<string, string>): string => faultsOf(env).join('\n');

describe.each(DOCUMENTED)('%s', (variable, operation, perSecond) => {
  test('is by default the documented limit of the operation', () => {
    expect(settings({}).budgets[operation]).toBe(perSecond);
    expect(Object.keys(settings({}).budgets)).toHaveLength(DOCUMENTED.length);
  });

  test('sets only the budget of its operation, also below one call per second', () => {
    const { budgets } = settings({ [variable]: '0.5' });
    expect(budgets).toEqual({ ...settings({}).budgets, [operation]: 0.5 });
  });

  test.each(['-1', 'many', '1e9', 'Infinity'])('%s is refused', (value) => {
    expect(faultOf({ [variable]: value })).toMatch(new RegExp(`^${variable}: `));
  });

  test('0 switches it off, but not in production', () => {
    expect(settings({ [variable]: '0' }).budgets[operation]).toBe(0);
    const faults = faultOf({ [variable]: '0', NODE_ENV: 'production' });
    expect(faults).toMatch(new RegExp(`^${variable}: 0 is not allowed`, 'm'));
  });
});

describe.each([
  ['FORBID_HOURS', 'forbidHours', 24, '4320'],
  ['LEDGER_RETENTION_DAYS', 'ledgerRetentionDays', 400, '3650'],
] as const)('%s', (variable, setting, usual, most) => {
  test(`is ${usual} by default, and at most ${most}`, () => {
    expect(settings({})[setting]).toBe(usual);
    expect(settings({ [variable]: most })[setting]).toBe(Number(most));
  });

  test.each(['0', '-1', '1.5', '99999', 'a day'])('%s is refused with the allowed values', (value) => {
    expect(faultOf({ [variable]: value })).toMatch(new RegExp(`^${variable}: .* use a whole number`));
  });
});
