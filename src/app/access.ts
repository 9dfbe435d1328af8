import { createAuthenticator } from '../access/authenticator.js';
import { createAuthorizer } from '../access/authorizer.js';
import { createClaimSelector } from '../access/claim-selector.js';
import { createNamedDomains } from '../access/named-domains.js';
import { developmentGrants, type Grants } from '../access/grant.js';
import { type AuthConfig, type Config } from '../config/config.js';
import { type Authorize, type SelectClaims } from '../stream/caller.js';
import { type Logger } from '../telemetry/logger.js';

export function createAppAuthenticator(
  auth: AuthConfig,
  logger: Logger,
): ReturnType<typeof createAuthenticator> {
  const onRefused = (reason: string): void => {
    logger.info({ reason }, 'token refused');
  };
  if (auth.mode === 'none') return createAuthenticator(auth);
  if (auth.mode === 'dev') {
    const { tokenKeyFile: path } = auth;
    const onNotKept = (reason: string): void => {
      logger.warn({ reason }, 'the key of development tokens cannot be saved');
    };
    return createAuthenticator({
      mode: 'dev',
      onRefused,
      keyFile: path === undefined ? undefined : { path, onNotKept },
    });
  }
  return createAuthenticator({
    ...auth,
    onRefused,
    onKeys: (event) => {
      if (event.kind === 'changed') logger.info({ keys: event.keys }, 'the keys for tokens have changed');
      else logger.warn({ ageMs: event.ageMs, reason: event.reason }, 'the keys for tokens cannot be fetched');
    },
  });
}

/** The current grants. */
export interface GrantsInForce {
  readonly authorize: Authorize;
  readonly selectClaims: SelectClaims;
  /** Checks whether a grant names a domain. */
  readonly namesDomain: (domainName: string) => boolean;
  /** Reads the grants again. Returns whether they are valid. If not, the old grants stay in force. */
  readonly reload: () => boolean;
}

/** Creates the grants. The YAML parser is loaded only if there is a grants file. */
export async function createAppGrants(config: Config, logger: Logger): Promise<GrantsInForce> {
  if (config.grantsFile !== undefined) {
    const { createGrantsFile } = await import('../access/grants-file.js');
    return createGrantsFile({
      path: config.grantsFile,
      onReload: (grants) => {
        logger.info({ grants: grants.length }, 'grants reloaded');
      },
      onRefused: ({ message }) => {
        logger.error({ fault: message }, 'grants not reloaded, the old ones stay in force');
      },
    });
  }
  if (config.auth.mode !== 'jwt') return toFixedGrants(developmentGrants);
  logger.warn('GRANTS_FILE is not set: every operation is refused');
  return toFixedGrants([]);
}

function toFixedGrants(grants: Grants): GrantsInForce {
  return {
    authorize: createAuthorizer(grants),
    selectClaims: createClaimSelector(grants),
    namesDomain: createNamedDomains(grants),
    reload: () => true,
  };
}
