/**
 * Bundles the command, dist/start.js and what every start loads, into dist/main.js and dist/bundle/: a thousand modules
 * one by one take as long as all the rest of a start. The last step of `npm run build`; docs/decisions/0009-bundle.md.
 */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, relative } from 'node:path';
import { build } from 'esbuild';
import { readPackaged, toNotices } from './notices.ts';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

/** Loaded from node_modules as ever. */
const EXTERNAL = [
  // Alibaba's own, which are not ours to hand on; the client of the product is the operator's to install.
  ...['@alicloud/credentials', '@alicloud/openapi-core', '@alicloud/live20161101'],
  // One copy for whoever compares by identity, and the internals of federation stand under the Elastic License.
  ...['graphql', '@apollo/subgraph'],
  // What tools of observation hook into, and what shares names with them.
  ...['@opentelemetry/api', '@opentelemetry/core', '@opentelemetry/exporter-trace-otlp-http'],
  ...['@opentelemetry/resources', '@opentelemetry/sdk-trace', 'pino', 'prom-client'],
  // Loaded by few starts, or not until something is asked for.
  ...['pg', 'yaml', 'csv-parse', '@graphql-yoga/render-graphiql'],
  // Half a megabyte for twenty modules, and what Alibaba's core loads anyhow.
  ...['undici', 'ws'],
];
/** Nobody's dependency: their users ask for them and go on without. */
const OPTIONAL = ['bufferutil', 'class-validator', 'utf-8-validate'];
/** Who compares by identity must not meet a second copy. */
const ONCE = ['reflect-metadata', 'type-graphql'];

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const installed = { ...manifest.dependencies, ...manifest.peerDependencies };

const { outputFiles, metafile } = await build({
  absWorkingDir: root,
  entryPoints: [{ in: 'dist/start.js', out: 'main' }],
  outdir: 'dist',
  chunkNames: 'bundle/[name]-[hash]',
  bundle: true,
  // What is imported when it is needed stays where it is not loaded before.
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  external: [...EXTERNAL, ...OPTIONAL],
  // Modules of CommonJS go on requiring what is not bundled.
  banner: {
    js: "import { createRequire as toRequire } from 'node:module';\nconst require = toRequire(import.meta.url);",
  },
  minifyWhitespace: true,
  // Not for its size alone: it leaves `let X = class X` one X, where the second would be renamed, and with it the type of
  // the schema. keepNames would do so too, and take a tenth of a request for the names of its closures.
  minifySyntax: true,
  // Node.js prints the line that threw.
  lineLimit: 120,
  legalComments: 'inline',
  metafile: true,
  write: false,
  logLevel: 'warning',
});

/** By the path inside `root`: all that was read, though of some nothing is left. */
const inputs = Object.keys(metafile.inputs);
const folders = new Set(inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []));
check();
const notices = toNotices(Array.from(folders, (folder) => readPackaged(join(root, folder))));
replace();

/** @throws Error where the bundle would not be what the list above says */
function check() {
  const absent = EXTERNAL.filter((name) => installed[name] === undefined);
  if (absent.length > 0) throw new Error(`not bundled and no dependency: ${absent.join(', ')}`);
  for (const name of ONCE) {
    const copies = new Set(
      inputs
        .filter((path) => path.includes(`node_modules/${name}/`))
        .map((path) => path.replace(/(?<=node_modules\/[^/]+\/).*(?=\.\w+$)/, '')),
    );
    if (copies.size !== 1)
      throw new Error(`${name} is bundled ${copies.size} times: ${[...copies].join(', ')}`);
  }
  for (const name of EXTERNAL.filter((one) => manifest.dependencies[one] !== undefined)) {
    const { dependencies, peerDependencies } = JSON.parse(
      readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'),
    );
    const second = ONCE.find((once) => once in { ...dependencies, ...peerDependencies });
    if (second !== undefined) throw new Error(`${name} is not bundled and would load a second ${second}`);
  }
}

/**
 * Each file at once, main.js behind its chunks: a gateway that starts meanwhile finds the old bundle or the new one.
 * What the new one does not name goes at the end.
 */
function replace() {
  const bundle = join(dist, 'bundle');
  const fresh = mkdtempSync(join(dist, '.bundle-'));
  mkdirSync(bundle, { recursive: true });
  try {
    writeFileSync(join(fresh, 'notices'), notices);
    renameSync(join(fresh, 'notices'), join(dist, 'THIRD-PARTY-NOTICES.txt'));
    const main = join(dist, 'main.js');
    for (const { path, contents } of outputFiles.toSorted(
      (a, b) => Number(a.path === main) - Number(b.path === main),
    )) {
      const written = join(fresh, basename(path));
      writeFileSync(written, contents, { mode: path === main ? 0o755 : 0o644 });
      renameSync(written, path);
    }
    const named = new Set(outputFiles.map(({ path }) => relative(bundle, path)));
    for (const file of readdirSync(bundle)) if (!named.has(file)) rmSync(join(bundle, file), { force: true });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
