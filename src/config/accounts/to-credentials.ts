import { type CredentialOptions } from '../../stream/credential-options.js';
import { type CredentialsInFile } from './accounts-schema.js';
import { type SecretVariables } from './secret-variables.js';

type OnFault = (message: string) => void;

/** Returns the credential source of an account. Reports missing secrets to `onFault`. */
export function toAccountCredentials(
  found: CredentialsInFile,
  secrets: SecretVariables,
  onFault: OnFault,
): CredentialOptions {
  switch (found.type) {
    case 'env': {
      const { securityToken, ...keys } = toKeys(found.prefix, secrets, onFault);
      return securityToken === undefined
        ? { type: 'access_key', ...keys }
        : { type: 'sts', ...keys, securityToken };
    }
    case 'ecs_ram_role':
      return { type: 'ecs_ram_role', roleName: found.roleName };
    case 'oidc_role_arn': {
      const { roleArn, oidcProviderArn, oidcTokenFile, roleSessionName } = found;
      return {
        type: 'oidc_role_arn',
        roleArn,
        oidcProviderArn,
        oidcTokenFilePath: oidcTokenFile,
        roleSessionName,
      };
    }
    case 'ram_role_arn': {
      const { prefix, roleArn, roleSessionName } = found;
      return { type: 'ram_role_arn', ...toKeys(prefix, secrets, onFault), roleArn, roleSessionName };
    }
    case 'credentials_uri':
      return { type: 'credentials_uri', credentialsURI: toUri(found.prefix, secrets, onFault) };
  }
}

function toKeys(
  prefix: string,
  secrets: SecretVariables,
  onFault: OnFault,
): {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string | undefined;
} {
  return {
    accessKeyId: secrets.demand(`${prefix}_ACCESS_KEY_ID`, onFault),
    accessKeySecret: secrets.demand(`${prefix}_ACCESS_KEY_SECRET`, onFault),
    securityToken: secrets.find(`${prefix}_SECURITY_TOKEN`, onFault),
  };
}

function toUri(prefix: string, secrets: SecretVariables, onFault: OnFault): string {
  const name = `${prefix}_CREDENTIALS_URI`;
  const uri = secrets.demand(name, onFault);
  if (uri !== '' && !(/^https?:/.test(uri) && URL.canParse(uri)))
    onFault(`needs an http or https URL in ${name}`);
  return uri;
}
