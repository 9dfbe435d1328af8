import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const MAIN = join(import.meta.dirname, '../../dist/main.js');

test('the command prints only a policy to stdout, and needs no other setting', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'ram-')), 'grants.yaml');
  writeFileSync(
    path,
    'grants: [{ match: { claim: a, is: b }, allow: [resume], domains: [push.example.com] }]',
  );
  const env = { PATH: process.env['PATH'], GRANTS_FILE: path };
  const run = promisify(execFile)(process.execPath, [MAIN, 'ram-policy', '--account', '1234567890'], { env });
  const { stdout } = await run;
  expect(JSON.parse(stdout)).toEqual({
    Version: '1',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['live:ResumeLiveStream'],
        Resource: ['acs:cdn:*:1234567890:domain/push.example.com'],
      },
    ],
  });
});

test('the process ends with the exit code of the command for wrong use', async () => {
  const run = promisify(execFile)(process.execPath, [MAIN, 'ram-policy'], {
    env: { PATH: process.env['PATH'] },
  });
  await expect(run).rejects.toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('--account is missing'),
  });
});
