import { describe, expect, test } from '@jest/globals';
import { faultsOf, readInstructions, sourcesOf, textsOf, variablesOf } from './dockerfile.js';
import { readText } from './manifests.js';

const dockerfile = readText('Dockerfile');
const manifest = JSON.parse(readText('package.json')) as {
  readonly engines: { readonly node: string };
  readonly scripts: Readonly<Record<string, string>>;
};

describe('the Dockerfile', () => {
  test('has no fault of the linter or of the rules of the project', () => {
    expect(faultsOf(dockerfile, manifest.engines.node)).toEqual([]);
  });

  test.each([
    ['an unknown instruction', 'EXPOSE 4000', 'EXPOSES 4000', /Unknown instruction/],
    ['an unknown flag', 'COPY --from=packages', 'COPY --form=packages', /Unknown flag: form/],
    ['a relative working directory', 'WORKDIR /app', 'WORKDIR app', /[Aa]bsolute/],
    [
      'a Node.js that package.json refuses',
      'node:24-',
      'node:20-',
      /^FROM node:20-trixie-slim is no Node.js >=/,
    ],
    ['another image', 'node:24-trixie-slim', 'alpine', /^FROM alpine is no Node.js/],
    ['root as its user', 'USER 1000:1000', 'USER 0:0', /^USER/],
    ['a user that only the image knows', 'USER 1000:1000', 'USER node', /^USER/],
    ['a shell in front of node', 'CMD ["node", "dist/main.js"]', 'CMD node dist/main.js', /^CMD/],
    ['a secret', 'PORT=4000', 'PORT=4000 ALIBABA_CLOUD_ACCESS_KEY_SECRET=x', /KEY_SECRET is a secret$/],
    ['a database password', 'file:/data/gateway.db', 'postgres://u:p@db/x', /^DATABASE_URL is a secret$/],
    ['a variable that nothing reads', 'PORT=4000', 'PROT=4000', /^PROT is not a setting$/],
    ['everything copied', 'COPY src src', 'COPY . .', /^COPY \. takes all/],
  ])('would be refused with %s', (_what, from, to, fault) => {
    expect(dockerfile).toContain(from);
    const faults = faultsOf(dockerfile.replaceAll(from, to), manifest.engines.node);
    expect(faults).not.toEqual([]);
    for (const one of faults) expect(one).toMatch(fault);
  });

  test('installs the packages of the lock file, and its last stage runs no command', () => {
    const runs = readInstructions(dockerfile).filter(({ keyword }) => keyword === 'RUN');
    const installs = runs.map(({ text }) => text).filter((text) => /\bnpm (?!run )/.test(text));
    expect(installs).toEqual([
      expect.stringMatching(/^npm ci --omit=dev /),
      expect.stringMatching(/^npm ci /),
    ]);
    expect(textsOf(dockerfile, 'RUN')).toEqual([]);
  });

  test('checks its health with a deadline, at the port that it sets and exposes', () => {
    expect(textsOf(dockerfile, 'HEALTHCHECK')).toEqual([
      expect.stringMatching(/--timeout=\d+s .*CMD \["node", "-e", .*process\.env\.PORT.*\/health\/live/),
    ]);
    expect(textsOf(dockerfile, 'EXPOSE')).toEqual([variablesOf(dockerfile)['PORT']]);
  });
});

test('the build context has only what the Dockerfile copies, and no key, history or data', () => {
  const lines = readText('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const sources = new Set(sourcesOf(readInstructions(dockerfile)));
  expect(lines[0]).toBe('*');
  expect(lines.slice(1).sort()).toEqual([...sources].map((source) => `!${source}`).sort());
  // The build needs every configuration file that its script names.
  for (const file of manifest.scripts['build']?.match(/tsconfig\.\w+\.json/g) ?? [])
    expect([...sources]).toContain(file);
});
