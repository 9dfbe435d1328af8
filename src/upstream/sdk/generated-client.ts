import { codeOf } from '../../stream/thrown.js';
import { type HttpMethod, type UpstreamOperation } from '../../stream/operations.js';

/** The arguments of `callApi` that decide what is sent; the generated methods fill them in. */
export interface GeneratedParams {
  readonly action: string;
  readonly version: string;
  readonly method: HttpMethod;
}
export interface GeneratedQuery {
  readonly query?: Readonly<Record<string, string>>;
}

/** Passes `runtime` on to `callApi` as it is, then casts the result into a model of its own. */
export type GeneratedMethod = (request: object, runtime: object) => Promise<unknown>;
type MethodName = `${Uncapitalize<UpstreamOperation>}WithOptions`;

/** The client of @alicloud/live20161101: one method for each operation, all of them through `callApi`. */
export interface GeneratedClient extends Readonly<Record<MethodName, GeneratedMethod>> {
  callApi(params: GeneratedParams, request: GeneratedQuery, runtime: object): Promise<object>;
}
export type GeneratedClientClass = new (config: {
  readonly endpoint: string;
  readonly protocol: string;
}) => GeneratedClient;

/** Takes the parameters by camel-case names, `domainName`. */
export type GeneratedRequestClass = new (fields: Readonly<Record<string, string>>) => object;

/** The least of the package's exports that is used, so that the package may be absent when this is compiled. */
export interface GeneratedModule extends Readonly<
  Record<`${UpstreamOperation}Request`, GeneratedRequestClass>
> {
  readonly default?: GeneratedClientClass;
}

export interface GeneratedPackage {
  /** Of the package, `3.0.1`; `unknown` where the package does not declare it. */
  readonly version: string;
  readonly module: GeneratedModule;
}

/** Typed as any string, since the compiler must not look for what may be absent. */
export const PACKAGE = '@alicloud/live20161101' as string;

/**
 * Loads the generated client where it is installed. It takes a second and 60 MB.
 * @throws the error of a package that is installed and broken
 */
export async function loadGeneratedPackage(): Promise<GeneratedPackage | undefined> {
  try {
    // CommonJS: what it exports is the default; Node.js finds only some of it under the names.
    const { default: module } = (await import(PACKAGE)) as { readonly default: GeneratedModule };
    return { version: await readVersion(), module };
  } catch (thrown) {
    // In quotes: the package's path is also in the message where one of its own dependencies cannot be found.
    const code = codeOf(thrown) ?? '';
    if (code.endsWith('MODULE_NOT_FOUND') && String(thrown).includes(`'${PACKAGE}'`)) return undefined;
    throw thrown;
  }
}

async function readVersion(): Promise<string> {
  try {
    const manifest = (await import(`${PACKAGE}/package.json`, { with: { type: 'json' } })) as {
      readonly default: { readonly version?: string };
    };
    return manifest.default.version ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

/**
 * The client's class, once the classes and methods of some operations have been found. An older package may lack those
 * of others.
 * @throws Error in one line that names the first one missing
 */
export function toClientClass(
  module: GeneratedModule,
  operations: readonly UpstreamOperation[],
): GeneratedClientClass {
  const found = module.default;
  if (typeof found !== 'function') throw missing('client class');
  const methods = found.prototype as object;
  demand(Reflect.get(methods, 'callApi'), 'method callApi');
  for (const operation of operations) {
    const request = `${operation}Request`;
    const method = `${operation.charAt(0).toLowerCase()}${operation.slice(1)}WithOptions`;
    demand(Reflect.get(module, request), `class ${request}`);
    demand(Reflect.get(methods, method), `method ${method}`);
  }
  return found;
}

function demand(member: unknown, what: string): void {
  if (typeof member !== 'function') throw missing(what);
}

function missing(what: string): Error {
  return new Error(`${PACKAGE} has no ${what}; install a version that has it, or set LIVE_CLIENT=core`);
}
