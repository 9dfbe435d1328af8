import { type CallbackSettings } from '../stream/callback-settings.js';
import { type CredentialOptions } from '../stream/credential-options.js';
import { type Env, type SettingFault, type VariableName } from './env.js';

/** The default place of ledger and jobs: a file below the working directory. */
export const DEFAULT_DATABASE_URL = 'file:./data/gateway.db';
/** A store that lasts as long as the process. */
export const IN_MEMORY = 'file::memory:';

export interface Secrets {
  /** Absent with the emulator, which makes up its own. */
  readonly credentials?: CredentialOptions | undefined;
  /** Of the only account; with an accounts file each has its own. */
  readonly callbacks: CallbackSettings;
  /** May hold a password. */
  readonly databaseUrl: string;
  /** Of a connection that leads straight to PostgreSQL. May hold a password. */
  readonly listenUrl?: string | undefined;
  /** Sent with traces; may hold a key. */
  readonly otlpHeaders: Readonly<Record<string, string>>;
  /** Reads an environment variable that only the accounts file names. */
  readonly readVariable: (name: string) => string | undefined;
}

/** The credential source that LIVE_CREDENTIALS names, with every variable it lacks in `faults`. */
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
