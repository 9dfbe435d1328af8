import { join } from 'node:path';
import { type GeneratedModule, type GeneratedPackage } from '../../src/upstream/sdk/generated-client.js';

/** A CommonJS package with the name and shape of the generated client, on the core of the SDK. */
export const SHAPE_FOLDER = join(import.meta.dirname, 'live20161101');

/** Loads the package as if it were installed. `changes` replaces members of the module. */
export async function loadShape(changes: Partial<GeneratedModule> = {}): Promise<GeneratedPackage> {
  const { default: module } = (await import(join(SHAPE_FOLDER, 'client.js'))) as {
    readonly default: GeneratedModule;
  };
  return { version: '9.0.0', module: { ...module, ...changes } };
}
