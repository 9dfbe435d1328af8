import { createAuthenticator } from '../access/authenticator.js';
import { createAuthorizer } from '../access/authorizer.js';
import { developmentGrants } from '../access/grant.js';
import { type AuthConfig, type Config } from '../config/config.js';
import { type Authorize } from '../stream/caller.js';
import { type Logger } from '../telemetry/logger.js';

export function composeAuthenticator(
  auth: AuthConfig,
  logger: Logger,
): ReturnType<typeof createAuthenticator> {
  const onRefused = (reason: string): void => {
    logger.info({ reason }, 'token refused');
  };
  if (auth.mode !== 'jwt') return createAuthenticator({ mode: auth.mode, onRefused });
  return createAuthenticator({
    ...auth,
    onRefused,
    onKeys: (event) => {
      if (event.kind === 'changed') logger.info({ keys: event.keys }, 'the keys for tokens have changed');
      else logger.warn({ ageMs: event.ageMs }, 'the keys for tokens cannot be fetched');
    },
  });
}

/** YAML is loaded where there is a file of it. */
export async function composeGrants(
  config: Config,
  logger: Logger,
): Promise<{ authorize: Authorize; reload: () => boolean }> {
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
  if (config.auth.mode !== 'jwt')
    return { authorize: createAuthorizer(developmentGrants), reload: () => true };
  logger.warn('GRANTS_FILE is not set: nobody may do anything');
  return { authorize: createAuthorizer([]), reload: () => true };
}
