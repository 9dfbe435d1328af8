import { mkdirSync, writeFileSync } from 'node:fs';
import { type Profiler } from 'node:inspector';

const FOLDER = '.bench/profile';
const MOST_MODULES = 25;
const MOST_FUNCTIONS = 30;

/** Writes a CPU profile for the developer tools of a browser, and prints the self times. */
export function reportProfile(profile: Profiler.Profile): void {
  mkdirSync(FOLDER, { recursive: true });
  const path = `${FOLDER}/gateway.cpuprofile`;
  writeFileSync(path, JSON.stringify(profile));
  const byModule = new Map<string, number>();
  const byFunction = new Map<string, number>();
  const nodes = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  let busyUs = 0;
  (profile.samples ?? []).forEach((id, index) => {
    const frame = nodes.get(id);
    const lastedUs = profile.timeDeltas?.[index] ?? 0;
    if (frame === undefined || frame.functionName === '(idle)') return;
    busyUs += lastedUs;
    const name = toModule(frame);
    byModule.set(name, (byModule.get(name) ?? 0) + lastedUs);
    const place = `${frame.functionName || '(anonymous)'}  ${name}:${frame.lineNumber + 1}`;
    byFunction.set(place, (byFunction.get(place) ?? 0) + lastedUs);
  });
  process.stdout.write(`\nCPU profile of ours under load: ${path}\nself time by module\n`);
  print(byModule, busyUs, MOST_MODULES);
  process.stdout.write('self time by function\n');
  print(byFunction, busyUs, MOST_FUNCTIONS);
}

function print(times: ReadonlyMap<string, number>, busyUs: number, most: number): void {
  const sorted = Array.from(times).sort(([, one], [, other]) => other - one);
  for (const [name, lastedUs] of sorted.slice(0, most))
    process.stdout.write(`  ${((lastedUs / busyUs) * 100).toFixed(1).padStart(5)} %  ${name}\n`);
}

/**
 * Returns a package, a file of the gateway, a module of Node, or a part of the engine such as
 * `(garbage collector)` or `(program)`.
 */
function toModule({ url, functionName }: Profiler.Profile['nodes'][number]['callFrame']): string {
  const packageName = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
  if (packageName !== undefined) return packageName;
  const file = /\/dist\/(.*)$/.exec(url)?.[1];
  if (file !== undefined) return `dist/${file}`;
  if (url.startsWith('node:')) return url;
  return functionName.startsWith('(') ? functionName : '(native)';
}
