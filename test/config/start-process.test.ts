import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const MAIN = join(import.meta.dirname, '../../dist/main.js');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command until it ends, or until it is ready and then ends it with SIGTERM. */
async function run(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env['PATH'], PORT: '0', DATABASE_URL: 'file::memory:', LIVE_CLIENT: 'core', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    if (stdout.includes('"event":"ready"')) child.kill('SIGTERM');
  });
  return new Promise((resolve) => {
    child.once('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}

test('--print-config prints URLs without their secrets, and misspelled settings on standard error', async () => {
  const { code, stdout, stderr } = await run(
    {
      SUBSCRIPTION_CALLBACKS: 'https://user:a-secret@router.example.com/x?key=a-secret',
      GRANT_FILE: 'a-secret',
    },
    '--print-config',
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    subscriptionCallbacks: ['https://***@router.example.com/x?***'],
  });
  expect(stderr).toBe('GRANT_FILE: is not a setting; did you mean GRANTS_FILE?\n');
  expect(stdout).not.toContain('a-secret');
});

test('a start that is refused prints URLs without their secrets', async () => {
  const { code, stdout, stderr } = await run({
    SUBSCRIPTION_CALLBACKS: 'ftp://user:a-secret@router.example.com/x?key=a-secret',
    LIVE_ENDPOINT: 'user:a-secret@live.aliyuncs.com',
    TRUSTED_DOCUMENT: 'a-secret',
  });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr.trim().split('\n')).toEqual([
    expect.stringMatching(
      /^SUBSCRIPTION_CALLBACKS: "ftp:\/\/\*\*\*@router\.example\.com\/x\?\*\*\*" is not allowed/,
    ),
    expect.stringMatching(/^LIVE_ENDPOINT: "\*\*\*@live\.aliyuncs\.com" is not allowed/),
    'TRUSTED_DOCUMENT: is not a setting; did you mean TRUSTED_DOCUMENTS?',
  ]);
});

test('a file in a setting is printed without the secrets of a URL', async () => {
  const { code, stderr } = await run({ GRANTS_FILE: 'https://user:a-secret@files.example.com/grants.yaml' });
  expect(code).toBe(1);
  expect(stderr).toContain('https://***@files.example.com/grants.yaml');
  expect(stderr).not.toContain('a-secret');
});

test('a start logs one line that names every misspelled setting and no value', async () => {
  const { code, stderr } = await run({ GRANT_FILE: 'a-secret', ALIBABA_CLOUD_ACCES_KEY_ID: 'a-secret' });
  expect(code).toBe(0);
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.filter(({ warnings }) => warnings !== undefined)).toEqual([
    {
      level: 'warn',
      time: expect.any(String),
      warnings: [
        'GRANT_FILE: is not a setting; did you mean GRANTS_FILE?',
        'ALIBABA_CLOUD_ACCES_KEY_ID: is not a setting; did you mean ALIBABA_CLOUD_ACCESS_KEY_ID?',
      ],
      msg: 'some variables look like misspelled settings',
    },
  ]);
  expect(stderr).not.toContain('a-secret');
});
