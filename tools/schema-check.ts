/**
 * Lists the changes of the schema since the last release. Fails if a breaking change is not
 * announced in CHANGELOG.md.
 *
 *   npm run schema-check               # the list; exit code 1 for an unannounced breaking change
 *   npm run schema-check -- --release  # at a release: stores the schema as the released one
 */
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema, Kind, parse, print, type StringValueNode } from 'graphql';

/** The two committed files of one version. */
export interface SchemaTexts {
  /** The schema for clients. */
  readonly api: string;
  /** The schema for routers. Only its keys are compared, because other subgraphs depend on them. */
  readonly subgraph: string;
}

export interface SchemaChange {
  /**
   * The path that an announcement names, for example `LiveStream.status`,
   * `Query.liveStream.appName` or `LiveStream.@key(id)`.
   */
  readonly path: string;
  readonly message: string;
  readonly level: 'BREAKING' | 'DANGEROUS' | 'NON_BREAKING';
}

/** Returns every change from one version to the next, breaking changes first. */
export async function findChanges(before: SchemaTexts, after: SchemaTexts): Promise<SchemaChange[]> {
  const found = await diff(buildSchema(before.api), buildSchema(after.api));
  const changes = found.map(({ path, message, criticality }) => ({
    path: path ?? 'schema',
    message,
    level: toLevel(criticality.level),
  }));
  const keys = keysOf(after.subgraph);
  const lost = keysOf(before.subgraph)
    .filter((path) => !keys.includes(path))
    .map((path) => ({ path, message: `Key '${path}' was removed`, level: 'BREAKING' as const }));
  const order = ['BREAKING', 'DANGEROUS', 'NON_BREAKING'];
  return [...lost, ...changes].sort((one, other) => order.indexOf(one.level) - order.indexOf(other.level));
}

/** Returns the breaking changes without a line `- BREAKING: \`path\` …` under Unreleased. */
export function findUnannounced(changes: readonly SchemaChange[], changelog: string): SchemaChange[] {
  const [, unreleased = ''] = /^## \[Unreleased\]$(.*?)(?=^## \[|(?![\s\S]))/ms.exec(changelog) ?? [];
  const lines = Array.from(unreleased.matchAll(/^- BREAKING: `([^`]+)`/gm), ([, path]) => path);
  return changes.filter(({ level, path }) => level === 'BREAKING' && !lines.includes(path));
}

function toLevel(level: CriticalityLevel): SchemaChange['level'] {
  if (level === CriticalityLevel.Breaking) return 'BREAKING';
  return level === CriticalityLevel.Dangerous ? 'DANGEROUS' : 'NON_BREAKING';
}

/** Returns the resolvable keys of the subgraph, with sorted fields. */
function keysOf(subgraph: string): string[] {
  return parse(subgraph).definitions.flatMap((definition) => {
    const isType =
      definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION;
    if (!isType) return [];
    return (definition.directives ?? [])
      .filter(({ name }) => name.value === 'key')
      .filter(
        ({ arguments: given = [] }) => !given.some((argument) => print(argument) === 'resolvable: false'),
      )
      .map(({ arguments: given = [] }) => {
        const fields = given.find(({ name }) => name.value === 'fields')?.value as
          StringValueNode | undefined;
        const names = (fields?.value ?? '').split(/[\s,]+/).filter((name) => name !== '');
        return `${definition.name.value}.@key(${names.sort().join(' ')})`;
      });
  });
}

const ROOT = join(import.meta.dirname, '..');

/** @param folder `schema` for the present schema, `schema/released` for that of the last release */
export function readSchemaTexts(folder: string): SchemaTexts {
  const read = (name: string): string => readFileSync(join(ROOT, folder, name), 'utf8');
  return { api: read('api.graphql'), subgraph: read('subgraph.graphql') };
}

async function main(): Promise<void> {
  const changes = await findChanges(readSchemaTexts('schema/released'), readSchemaTexts('schema'));
  for (const { level, path, message } of changes)
    console.log(`${level.padEnd(13)}${path}: ${message.split('\n')[0] ?? ''}`);
  const unannounced = findUnannounced(changes, readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'));
  for (const { path } of unannounced)
    console.error(`CHANGELOG.md lacks a line under Unreleased: - BREAKING: \`${path}\` …`);
  if (unannounced.length > 0) process.exitCode = 1;
  else if (process.argv.includes('--release'))
    for (const name of ['api.graphql', 'subgraph.graphql'])
      copyFileSync(join(ROOT, 'schema', name), join(ROOT, 'schema/released', name));
}

if (process.argv[1] === import.meta.filename) await main();
