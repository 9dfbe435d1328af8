import { type AuthorizationTarget, type Authorize, type Caller } from '../stream/caller.js';
import { toStreamError } from '../stream/errors.js';
import { type JobStore, type StoredJob } from './job-store.js';

/** Whether a caller may see, retry and cancel jobs. */
export interface JobAccess {
  mayManage(job: StoredJob, caller: Caller): Promise<boolean>;
  /** Whether the caller may manage at least some jobs of a domain that others started. */
  mayManageSome(domainName: string, caller: Caller): boolean;
  /** Without a look at the store; undefined where the apps of the job have to be read to decide. */
  decide(job: StoredJob, caller: Caller): boolean | undefined;
}

/**
 * A job is for the caller that started it, and for callers with a `manage` grant for all of its streams: for its domain
 * and every app that occurs in it. The apps are read only where neither the grants nor the job decide without them.
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
