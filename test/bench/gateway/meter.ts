import { Session } from 'node:inspector/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type MeterAnswer, type MeterQuestion } from './metered.js';

/**
 * Is loaded before a subject (`--import`), so that the benchmark can read the CPU time and the
 * memory of the subject from outside, independent of its code.
 */
const session = new Session();
const delays = monitorEventLoopDelay({ resolution: 2 });

async function answer(question: MeterQuestion): Promise<MeterAnswer> {
  if (question === 'profile') {
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 200 });
    await session.post('Profiler.start');
  }
  if (question === 'collect') {
    session.connect();
    await session.post('HeapProfiler.collectGarbage');
    session.disconnect();
  }
  if (question === 'delay') {
    delays.enable();
    delays.reset();
  }
  const profile = question === 'profiled' ? (await session.post('Profiler.stop')).profile : undefined;
  const { user, system } = process.cpuUsage();
  const resources = process.getActiveResourcesInfo();
  const { rss, heapUsed } = process.memoryUsage();
  return { cpuUs: user + system, rss, heapUsed, resources, profile, longestDelayMs: delays.max / 1e6 };
}

process.on('message', (question: MeterQuestion) => {
  void answer(question).then((reading) => process.send?.(reading));
});
// The IPC channel must not keep the subject alive.
process.channel?.unref();
