import { codeOf } from '../../stream/thrown.js';
import { type HttpMethod, type UpstreamOperation } from '../../stream/operations.js';

/** The arguments of `callApi` that decide what is sent. The generated methods set them. */
export interface GeneratedParams {
  readonly action: string;
  readonly version: string;
  readonly method: HttpMethod;
}
export interface GeneratedQuery {
  readonly query?: Readonly<Record<string, string>>;
}

/** Passes `runtime` unchanged to `callApi`, then casts the result to a model. */
export type GeneratedMethod = (request: object, runtime: object) => Promise<unknown>;
type MethodName = `${Uncapitalize<UpstreamOperation>}WithOptions`;

/** The client of @alicloud/live20161101: one method per operation, and all of them call `callApi`. */
export interface GeneratedClient extends Readonly<Record<MethodName, GeneratedMethod>> {
  callApi(params: GeneratedParams, request: GeneratedQuery, runtime: object): Promise<object>;
}
export type GeneratedClientClass = new (config: {
  readonly endpoint: string;
  readonly protocol: string;
}) => GeneratedClient;

/** Takes the parameters by camel-case names, such as `domainName`. */
export type GeneratedRequestClass = new (fields: Readonly<Record<string, string>>) => object;

/** The exports of the package that the gateway uses. The package can be absent at compile time. */
export interface GeneratedModule extends Readonly<
  Record<`${UpstreamOperation}Request`, GeneratedRequestClass>
> {
  readonly default?: GeneratedClientClass;
}

export interface GeneratedPackage {
  /** The version of the package, such as `3.0.1`; `unknown` if the package does not declare it. */
  readonly version: string;
  readonly module: GeneratedModule;
}

/** Typed as `string`, so that the compiler does not look for a package that can be absent. */
export const PACKAGE = '@alicloud/live20161101' as string;

/**
 * Loads the generated client if it is installed. This takes a second and 60 MB.
 * @throws the error of a package that is installed and broken
 */
export async function loadGeneratedPackage(): Promise<GeneratedPackage | undefined> {
  try {
    // The package is CommonJS: the default import contains all exports. Node.js finds only some of them as named
    // exports.
    const { default: module } = (await import(PACKAGE)) as { readonly default: GeneratedModule };
    return { version: await readVersion(), module };
  } catch (thrown) {
    // Search for the name in quotes. If a dependency of the package is missing, the message contains the path of the
    // package without these quotes.
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
 * The class of the client, after a check that it has the classes and methods of some operations. An older package can
 * lack those of other operations.
 * @throws Error in one line that names the first missing one
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
