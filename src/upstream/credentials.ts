import { type CredentialOptions } from '../stream/credential-options.js';
import { Unusable } from '../stream/reasons.js';

/** One set of keys for the current call. The source renews temporary keys. */
export interface AccessKeys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string | undefined;
}

export interface CredentialSource {
  /**
   * @throws Error if the source has no keys or is unreachable. Its message can contain hosts and keys, so only
   * `toCredentialReason` reads it.
   */
  keys(): Promise<AccessKeys>;
  /** The keys if they never change. This saves an await per call. */
  fixedKeys(): AccessKeys | undefined;
}

/**
 * Keys from one explicit source. The default chain of the package is never used: it remembers a provider before the
 * provider has worked. With five concurrent first calls, one succeeded and four failed (measured, 2.4.7). Explicit keys
 * do not need the package, and startup without it is faster.
 *
 * @throws Error if the options do not make a valid source
 */
export async function createCredentialSource(options: CredentialOptions): Promise<CredentialSource> {
  return options.type === 'access_key' || options.type === 'sts'
    ? createFixedSource(options)
    : createRenewedSource(options);
}

function createFixedSource(
  options: Extract<CredentialOptions, { type: 'access_key' | 'sts' }>,
): CredentialSource {
  const { accessKeyId, accessKeySecret } = options;
  const securityToken = options.type === 'sts' ? options.securityToken : undefined;
  if ([accessKeyId, accessKeySecret, securityToken].includes('')) throw new Error('the access key is empty');
  const keys: AccessKeys = { accessKeyId, accessKeySecret, securityToken };
  return { fixedKeys: () => keys, keys: () => Promise.resolve(keys) };
}

async function createRenewedSource(options: CredentialOptions): Promise<CredentialSource> {
  // The package is CommonJS, so its default export is one level deeper.
  const { default: credentialsPackage, Config } = await import('@alicloud/credentials');
  const credential = new credentialsPackage.default(new Config(definedOf(options)));
  return {
    fixedKeys: () => undefined,
    async keys() {
      const { accessKeyId = '', accessKeySecret = '', securityToken } = await credential.getCredential();
      if (accessKeyId === '' || accessKeySecret === '')
        throw new Unusable('empty', 'the credential source gave no access key');
      return { accessKeyId, accessKeySecret, securityToken };
    },
  };
}

function definedOf(options: CredentialOptions): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
