import { type CallbackSettings } from '../stream/callback-settings.js';
import { type CredentialOptions } from '../stream/credential-options.js';
import { type Env, type SettingFault, type VariableName } from './env.js';

/** The default store of ledger and jobs: a file below the working directory. */
export const DEFAULT_DATABASE_URL = 'file:./data/gateway.db';
/** A store that lasts as long as the process. */
export const IN_MEMORY = 'file::memory:';

export interface Secrets {
  /** The credential source. Absent with the emulator, which creates its own keys. */
  readonly credentials?: CredentialOptions | undefined;
  /** The callback settings of the only account. With an accounts file, each account has its own. */
  readonly callbacks: CallbackSettings;
  /** The URL of the store. It may contain a password. */
  readonly databaseUrl: string;
  /** The URL of a direct connection to PostgreSQL. It may contain a password. */
  readonly listenUrl?: string | undefined;
  /** The headers that are sent with traces. They may contain a key. */
  readonly otlpHeaders: Readonly<Record<string, string>>;
  /** Reads an environment variable whose name comes from the accounts file. */
  readonly readVariable: (name: string) => string | undefined;
}

/** Returns the credential source of LIVE_CREDENTIALS. Adds a fault for each missing variable. */
export function toCredentials(env: Env, faults: SettingFault[]): CredentialOptions {
  const kind = env.LIVE_CREDENTIALS ?? 'env';
  const demand = (name: VariableName): string => {
    const value = env[name];
    if (typeof value === 'string') return value;
    faults.push({ variable: name, message: `is not set; LIVE_CREDENTIALS=${kind} needs it` });
    return '';
  };
  const keys = (): { accessKeyId: string; accessKeySecret: string } => ({
    accessKeyId: demand('ALIBABA_CLOUD_ACCESS_KEY_ID'),
    accessKeySecret: demand('ALIBABA_CLOUD_ACCESS_KEY_SECRET'),
  });
  const securityToken = env.ALIBABA_CLOUD_SECURITY_TOKEN;
  const roleSessionName = env.ALIBABA_CLOUD_ROLE_SESSION_NAME;
  switch (kind) {
    case 'env':
      return securityToken === undefined
        ? { type: 'access_key', ...keys() }
        : { type: 'sts', ...keys(), securityToken };
    case 'ecs_ram_role':
      return { type: 'ecs_ram_role', roleName: env.ALIBABA_CLOUD_ECS_METADATA };
    case 'oidc_role_arn':
      return {
        type: 'oidc_role_arn',
        roleArn: demand('ALIBABA_CLOUD_ROLE_ARN'),
        oidcProviderArn: demand('ALIBABA_CLOUD_OIDC_PROVIDER_ARN'),
        oidcTokenFilePath: demand('ALIBABA_CLOUD_OIDC_TOKEN_FILE'),
        roleSessionName,
      };
    case 'ram_role_arn':
      return {
        type: 'ram_role_arn',
        ...keys(),
        securityToken,
        roleArn: demand('ALIBABA_CLOUD_ROLE_ARN'),
        roleSessionName,
      };
    case 'credentials_uri':
      return { type: 'credentials_uri', credentialsURI: demand('ALIBABA_CLOUD_CREDENTIALS_URI') };
  }
}
