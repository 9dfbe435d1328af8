import { codeOf } from '../../stream/thrown.js';

/**
 * The least of @alicloud/live20161101 that is used, so that the package may be absent when this is compiled: each
 * operation is one method that takes an instance of its own request class.
 */
export interface GeneratedModule {
  /** The client's class; Node wraps a CommonJS default once more. */
  readonly default: GeneratedClientClass | { readonly default: GeneratedClientClass };
}

export type GeneratedClientClass = new (config: GeneratedConfig) => object;
export type GeneratedRequestClass = new (fields: Readonly<Record<string, string>>) => object;
export type GeneratedMethod = (request: object, runtime: GeneratedRuntime) => Promise<GeneratedResponse>;

export interface GeneratedConfig {
  readonly credential: object;
  readonly endpoint: string;
  readonly protocol: string;
  readonly connectTimeout: number;
  readonly readTimeout: number;
}

export interface GeneratedRuntime {
  readonly autoretry: false;
  readonly maxAttempts: 1;
  readonly connectTimeout: number;
  readonly readTimeout: number;
  /** Sent beside what the client sends by itself. */
  readonly extendsParameters?: { readonly headers: Readonly<Record<string, string>> };
}

export interface GeneratedResponse {
  readonly statusCode?: number | undefined;
  readonly body?: { toMap(): Record<string, unknown> } | undefined;
}

/** Typed as any string, since the compiler must not look for what may be absent. */
const PACKAGE = '@alicloud/live20161101' as string;

/** Loads the generated client where the user has installed it. It takes a second and 60 MB, so only when asked for. */
export async function loadGeneratedModule(): Promise<GeneratedModule | undefined> {
  try {
    return (await import(PACKAGE)) as GeneratedModule;
  } catch (thrown) {
    // Installed but broken is not absent: then one of its own dependencies is what cannot be found.
    const code = codeOf(thrown) ?? '';
    if (code.endsWith('MODULE_NOT_FOUND') && String(thrown).includes(PACKAGE)) return undefined;
    throw thrown;
  }
}

/** @throws Error where the module has no client class */
export function toClientClass(module: GeneratedModule): GeneratedClientClass {
  const found = typeof module.default === 'function' ? module.default : module.default.default;
  if (typeof found !== 'function') throw new Error(`${PACKAGE} exports no client`);
  return found;
}

/** A member of the module or client that must be a function; names the missing one. */
export function memberOf(holder: object, name: string): unknown {
  const member: unknown = Reflect.get(holder, name);
  if (typeof member !== 'function') throw new Error(`${PACKAGE} has no ${name}`);
  return member;
}
