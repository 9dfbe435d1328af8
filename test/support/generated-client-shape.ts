import { join } from 'node:path';
import { type GeneratedModule, type GeneratedPackage } from '../../src/upstream/sdk/generated-client.js';

/** A package of the generated client's name and shape: CommonJS, on the SDK's own core, casts and models. */
export const SHAPE_FOLDER = join(import.meta.dirname, 'live20161101');

/** Loads it as if it were installed; `changes` takes the place of members of the module. */
export async function loadShape(changes: Partial<GeneratedModule> = {}): Promise<GeneratedPackage> {
  const { default: module } = (await import(join(SHAPE_FOLDER, 'client.js'))) as {
    readonly default: GeneratedModule;
  };
  return { version: '9.0.0', module: { ...module, ...changes } };
}
