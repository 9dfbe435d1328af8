import { describe, expect, test } from '@jest/globals';
import { createLogger } from '../../src/telemetry/logger.js';

function log(...entries: object[]): Record<string, unknown>[] {
  const lines: string[] = [];
  const logger = createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } });
  for (const entry of entries) logger.info(entry, 'a line');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a log line', () => {
  test.each(['token', 'authorization'])('never shows a %s, nor one inside another field', (name) => {
    const request = { [name]: 'secret', url: '/graphql' };
    const [line] = log({ [name]: 'secret', request, code: 'OK', nothing: null });
    expect(line).toMatchObject({ [name]: '[redacted]', request: { [name]: '[redacted]', url: '/graphql' } });
    expect(line).toMatchObject({ code: 'OK', nothing: null, msg: 'a line' });
    expect(request[name]).toBe('secret');
  });

  test('never shows a secret in the fields of a child logger', () => {
    const lines: string[] = [];
    const destination = { write: (line: string) => void lines.push(line) };
    createLogger({ level: 'info', destination }).child({ token: 'secret', part: 'a' }).info('a line');
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { token: '[redacted]', part: 'a' },
    ]);
  });

  test('contains the class and position of an error, and nothing of its message', () => {
    const err = Object.assign(new TypeError('a secret'), { token: 'secret' });
    const [line] = log({ err });
    expect(line).toMatchObject({ err: { type: 'TypeError' } });
    expect(JSON.stringify(line)).not.toContain('secret');
  });

  test('does not treat a line of a message as a position', () => {
    const [line] = log({ err: new Error('a\n    at secret (secret.ts:1:1)') });
    expect(JSON.stringify(line)).not.toContain('secret');
    expect(line).toMatchObject({ err: { where: expect.arrayContaining([expect.stringMatching(/^at /)]) } });
  });

  test('contains the time in UTC with milliseconds', () => {
    const before = Date.now();
    for (const { time } of log({}, {}, {})) {
      const ms = new Date(String(time)).getTime();
      expect(new Date(ms).toISOString()).toBe(time);
      expect(ms).toBeGreaterThanOrEqual(before);
      expect(ms).toBeLessThanOrEqual(Date.now());
    }
  });
});
