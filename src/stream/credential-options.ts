/**
 * The source of the account's keys. The type names and fields are those of @alicloud/credentials and are documented
 * there. These values are never printed.
 */
export type CredentialOptions =
  | { readonly type: 'access_key'; readonly accessKeyId: string; readonly accessKeySecret: string }
  | {
      readonly type: 'sts';
      readonly accessKeyId: string;
      readonly accessKeySecret: string;
      readonly securityToken: string;
    }
  | { readonly type: 'ecs_ram_role'; readonly roleName?: string | undefined }
  | {
      readonly type: 'oidc_role_arn';
      readonly roleArn: string;
      readonly oidcProviderArn: string;
      readonly oidcTokenFilePath: string;
      readonly roleSessionName?: string | undefined;
    }
  | {
      readonly type: 'ram_role_arn';
      readonly accessKeyId: string;
      readonly accessKeySecret: string;
      readonly securityToken?: string | undefined;
      readonly roleArn: string;
      readonly roleSessionName?: string | undefined;
    }
  | { readonly type: 'credentials_uri'; readonly credentialsURI: string };
