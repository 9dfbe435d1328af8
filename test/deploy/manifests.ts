import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type z } from 'zod';
import { VARIABLES } from '../../src/config/env.js';

export const ROOT = join(import.meta.dirname, '../..');
export const KUBERNETES = 'deploy/kubernetes';

/** Reads one YAML document, by its path from the root, and checks its form. */
export function readYaml<T>(path: string, schema: z.ZodType<T>): T {
  return schema.parse(parse(readText(path)));
}

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

export function exists(path: string): boolean {
  return existsSync(join(ROOT, path));
}

export function filesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder)).sort();
}

/** `NAME=value` lines, as compose and kustomize read them. */
export function readSettings(path: string): Readonly<Record<string, string>> {
  const lines = readText(path)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(lines.map((line) => [line.split('=', 1).join(''), line.replace(/^[^=]*=/, '')]));
}

/** Returns the variables that the gateway does not read. */
export function unknownAmong(names: readonly string[]): readonly string[] {
  return names.filter((name) => !Object.hasOwn(VARIABLES, name));
}

/** The longest time from SIGTERM to the end of a gateway. It answers waiting requests and waits for sent calls. */
export function longestStopMs(): number {
  const drain = /^const DRAIN_MS = ([\d_]+);$/m.exec(readText('src/app.ts'))?.[1] ?? '';
  const cut = /^const CUT_MS = ([\d_]+);$/m.exec(readText('src/app.ts'))?.[1] ?? '';
  const attempt = /timeoutMs: env\.LIVE_TIMEOUT_MS \?\? ([\d_]+)/.exec(
    readText('src/config/read-config.ts'),
  )?.[1];
  return [drain, cut, attempt ?? ''].reduce(
    (sum, text) => sum + Number.parseInt(text.replaceAll('_', ''), 10),
    0,
  );
}
