import { type CredentialOptions } from '../stream/credential-options.js';
import { Unusable } from '../stream/reasons.js';

/** One set of keys for the present call. The source renews temporary keys. */
export interface AccessKeys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string | undefined;
}

export interface CredentialSource {
  /**
   * @throws Error where the source has no keys or cannot be reached. Its message may hold hosts and keys: only
   * `toCredentialReason` may read it
   */
  keys(): Promise<AccessKeys>;
  /** The keys where they never change, which saves every call an await. */
  fixedKeys(): AccessKeys | undefined;
}

/**
 * Keys from one explicit source. The package's default chain is never used: with five concurrent first calls one
 * succeeded and four failed (measured, 2.4.7), since it remembers a provider before it is proven. Keys that are given
 * outright need no package, and a start without it is quicker.
 *
 * @throws Error where the source cannot be one
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
  // A CommonJS package: its default export stands one level deeper.
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
