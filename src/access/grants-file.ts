import { readSettingsText } from '../settings-file/read-settings-text.js';
import { SettingsFileError } from '../settings-file/settings-file-error.js';
import type { Authorize, SelectClaims } from '../stream/caller.js';
import { createAuthorizer } from './authorizer.js';
import { createClaimSelector } from './claim-selector.js';
import type { Grants } from './grant.js';
import { createNamedDomains } from './named-domains.js';
import { parseGrants } from './parse-grants.js';

export interface GrantsFileOptions {
  readonly path: string;
  /** Called when a reload has applied new grants. */
  readonly onReload?: ((grants: Grants) => void) | undefined;
  /** Called when a reload failed and the previous grants stay in force. */
  readonly onRefused?: ((error: SettingsFileError) => void) | undefined;
}

export interface GrantsFile {
  /** Checks an operation by the current grants. */
  readonly authorize: Authorize;
  /** Selects the claims that the current grants test. */
  readonly selectClaims: SelectClaims;
  /** Checks whether the current grants name a domain. */
  readonly namesDomain: (domainName: string) => boolean;
  readonly grants: () => Grants;
  /** Reads the file again, on SIGHUP. Returns whether it was valid. Never throws. */
  readonly reload: () => boolean;
}

/**
 * Reads a grants file once.
 *
 * @throws SettingsFileError with one line if the file is missing, too large, not UTF-8, or cannot be parsed
 */
export function loadGrants(path: string): Grants {
  return parseGrants(readSettingsText(path), path);
}

/**
 * Loads the grants file, and reloads it on request. Reading is synchronous, so that two reloads cannot overtake
 * each other. The file is small, and is read only at the start and on a signal.
 *
 * @throws SettingsFileError if the file cannot be used at the start
 */
export function createGrantsFile({ path, onReload, onRefused }: GrantsFileOptions): GrantsFile {
  let grants = loadGrants(path);
  let authorize = createAuthorizer(grants);
  let selectClaims = createClaimSelector(grants);
  let namesDomain = createNamedDomains(grants);
  return {
    authorize: (caller, operation, target) => {
      authorize(caller, operation, target);
    },
    selectClaims: (claims) => selectClaims(claims),
    namesDomain: (domainName) => namesDomain(domainName),
    grants: () => grants,
    reload: () => {
      try {
        grants = loadGrants(path);
        authorize = createAuthorizer(grants);
        selectClaims = createClaimSelector(grants);
        namesDomain = createNamedDomains(grants);
      } catch (thrown) {
        onRefused?.(thrown instanceof SettingsFileError ? thrown : unexpected(path, thrown));
        return false;
      }
      onReload?.(grants);
      return true;
    },
  };
}

function unexpected(path: string, cause: unknown): SettingsFileError {
  return new SettingsFileError(path, [{ path: '', message: 'cannot be used' }], { cause });
}
