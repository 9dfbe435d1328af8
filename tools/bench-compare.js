// Compares the figures of the last `npm run bench` with the committed ones. Prints those that
// changed by more than 15 %. Ratios are comparable across machines, times and rates are not.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = 'docs/bench';
const NOTABLE = 0.15;

/** Yields every number in a value with its path, for example `cpuUs / ours`. */
function* figuresOf(value, path = []) {
  if (typeof value === 'number') yield [path.join(' / '), value];
  else if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) yield* figuresOf(inner, [...path, name]);
}

function committed(path) {
  try {
    return JSON.parse(execFileSync('git', ['show', `HEAD:${path}`], { encoding: 'utf8', stdio: 'pipe' }));
  } catch {
    return undefined;
  }
}

for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.json'))) {
  const path = `${FOLDER}/${name}`;
  const before = committed(path);
  if (before === undefined) {
    console.log(`${path}: nothing committed to compare with`);
    continue;
  }
  const old = new Map(figuresOf(before));
  const moved = [...figuresOf(JSON.parse(readFileSync(path, 'utf8')))]
    .filter(([figure]) => old.has(figure))
    .map(([figure, value]) => [figure, old.get(figure), value, value / old.get(figure) - 1])
    .filter(([, , , change]) => Math.abs(change) > NOTABLE);
  console.log(`${path}: ${moved.length === 0 ? 'nothing' : moved.length} moved by more than 15 %`);
  for (const [figure, was, is, change] of moved)
    console.log(`  ${figure}: ${was} → ${is} (${change > 0 ? '+' : ''}${Math.round(change * 100)} %)`);
}
