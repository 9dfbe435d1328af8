import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '../..');
const readText = (name: string): string => readFileSync(join(ROOT, '.github/workflows', name), 'utf8');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly needs?: string;
  readonly uses?: string;
  readonly strategy?: { readonly matrix: { readonly node: readonly string[] } };
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}
const read = (name: string): Workflow => parse(readText(name)) as Workflow;
const runsOf = ({ steps = [] }: Job): string[] =>
  steps.flatMap(({ run }) => (run === undefined ? [] : [run]));

describe('the workflow of tests', () => {
  const { jobs, permissions } = read('test.yml');

  test('runs the two commands of the README on each Node.js that is supported', () => {
    const { test: job } = jobs;
    expect(job?.strategy?.matrix.node).toEqual(['22', '24', '26']);
    expect(job === undefined ? [] : runsOf(job).slice(-2)).toEqual(['npm ci', 'npm test']);
    expect(permissions).toEqual({ contents: 'read' });
  });
});

describe('the workflow of a release', () => {
  const { jobs, on } = read('release.yml');

  test('runs for tags of versions only, and publishes nothing before the tests have passed', () => {
    expect(on).toEqual({ push: { tags: ['v*.*.*'] } });
    expect(jobs['test']?.uses).toBe('./.github/workflows/test.yml');
    expect(read('test.yml').on).toHaveProperty('workflow_call');
    const others = Object.entries(jobs).filter(([name]) => name !== 'test');
    expect(others.map(([, { needs }]) => needs)).toEqual(others.map(() => 'test'));
  });

  test('builds the image for two platforms, with a list of its parts and its provenance', () => {
    const build = jobs['image']?.steps?.find(({ uses }) => uses?.startsWith('docker/build-push-action@'));
    expect(build?.with).toMatchObject({
      platforms: 'linux/amd64,linux/arm64',
      sbom: true,
      provenance: 'mode=max',
      push: true,
    });
  });

  test('publishes both packages with their provenance, and only if the tag equals the version', () => {
    const { packages } = jobs;
    const runs = packages === undefined ? [] : runsOf(packages);
    expect(runs.filter((run) => run.startsWith('npm publish --provenance'))).toHaveLength(2);
    expect(runs.some((run) => run.includes('= "$GITHUB_REF_NAME"'))).toBe(true);
  });

  test.each(['test.yml', 'release.yml'])('%s defines no secret', (name) => {
    const values = Array.from(
      readText(name).matchAll(/(?:TOKEN|password|PASSWORD): (.+)/g),
      ([, value]) => value,
    );
    expect(values.filter((value) => !/^\$\{\{ secrets\.[A-Z_]+ \}\}$/.test(value ?? ''))).toEqual([]);
  });
});
