import { type AuthorizationTarget, type Authorize, type Caller } from '../stream/caller.js';
import { toStreamError } from '../stream/errors.js';
import { type JobStore, type StoredJob } from './job-store.js';

/** Decides whether a caller may see, retry and cancel jobs. */
export interface JobAccess {
  mayManage(job: StoredJob, caller: Caller): Promise<boolean>;
  /** Whether the caller may manage at least some jobs of other callers in a domain. */
  mayManageSome(domainName: string, caller: Caller): boolean;
  /** Decides without a read from the store. Returns undefined if the decision needs the apps of the job. */
  decide(job: StoredJob, caller: Caller): boolean | undefined;
}

/**
 * The caller that started a job may manage it. Other callers need a `manage` grant for the domain, or for every app of
 * the job. The apps are read from the store only if neither the grants nor the stored job are enough to decide.
 */
export function createJobAccess(authorize: Authorize, listApps: JobStore['listApps']): JobAccess {
  const manages = (caller: Caller, target: AuthorizationTarget): boolean => {
    try {
      authorize(caller, 'manage', target);
      return true;
    } catch (thrown) {
      if (toStreamError(thrown).code !== 'FORBIDDEN') throw thrown;
      return false;
    }
  };
  const managesAll = (caller: Caller, domainName: string, apps: readonly string[]): boolean =>
    apps.every((appName) => manages(caller, { domainName, appName }));
  const mayManageSome = (domainName: string, caller: Caller): boolean =>
    manages(caller, { domainName, someApp: true });
  const decide = ({ subject, domainName, apps }: StoredJob, caller: Caller): boolean | undefined => {
    if (subject === caller.subject || manages(caller, { domainName })) return true;
    if (!mayManageSome(domainName, caller)) return false;
    return apps && managesAll(caller, domainName, apps);
  };
  return {
    decide,
    mayManageSome,
    mayManage: async (job, caller) =>
      decide(job, caller) ?? managesAll(caller, job.domainName, await listApps(job.id)),
  };
}
