/**
 * Prints the files of the gateway that one warm resume executes, by the coverage of V8. A file
 * counts if one of its functions was called during the request. Files of the emulator do not
 * count. Run by `npm run resume-files`.
 */
import { Session } from 'node:inspector/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApp } from '../dist/app.js';
import { readConfig } from '../dist/config/read-config.js';

const DIST = join(import.meta.dirname, '../dist');
const WARM_UP = 20;
const RUNS = 5;
const QUERY = 'mutation ($i: ResumeLiveStreamInput!) { resumeLiveStream(input: $i) { requestId } }';

const { config, secrets } = readConfig({
  PORT: '0',
  LIVE_CLIENT: 'core',
  LOG_LEVEL: 'silent',
  DATABASE_URL: 'file::memory:',
});
const app = await createApp(config, secrets);
const { url } = await app.listen();

async function resume(streamName) {
  const input = { domainName: 'push.example.com', appName: 'live', streamName };
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${app.token}` },
    body: JSON.stringify({ query: QUERY, variables: { i: input } }),
  });
  const text = await response.text();
  if (!text.includes('"requestId"')) throw new Error(text);
}

const isOurs = ({ url: script }) => {
  const path = script.startsWith('file:') ? fileURLToPath(script) : '';
  return path.startsWith(DIST) && !path.startsWith(join(DIST, 'emulator'));
};
// V8 reports the script itself as a function without a name.
const wasCalled = ({ functions }) =>
  functions.some(({ functionName, ranges }) => functionName !== '' && ranges.some(({ count }) => count > 0));
const toFile = ({ url: script }) => relative(DIST, fileURLToPath(script));

try {
  for (let n = 0; n < WARM_UP; n += 1) await resume(`warm-${n}`);
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  const runs = [];
  for (let n = 0; n < RUNS; n += 1) {
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    await resume(`counted-${n}`);
    const { result } = await session.post('Profiler.takePreciseCoverage');
    await session.post('Profiler.stopPreciseCoverage');
    runs.push(new Set(result.filter(isOurs).filter(wasCalled).map(toFile)));
  }
  session.disconnect();
  const [first, ...others] = runs;
  // A file of a background task, such as the search for jobs, is not in every run.
  const files = [...first].filter((file) => others.every((run) => run.has(file))).toSorted();
  console.log(files.join('\n'));
  console.log(`${files.length} files of the gateway execute one warm resume.`);
} finally {
  await app.close();
}
