import { type AuthorizationTarget, type Authorize, type Caller } from '../stream/caller.js';
import { toStreamError } from '../stream/errors.js';
import { type JobStore, type StoredJob } from './job-store.js';

/** Whether a caller may see and cancel a job. */
export type MayManage = (job: StoredJob, caller: Caller) => Promise<boolean>;

/**
 * A job is for the caller that started it, and for callers with a `manage` grant for all of its streams: for its domain
 * and every app that occurs in it. The apps are read only where the grants do not decide without them.
 */
export function createJobAccess(authorize: Authorize, listApps: JobStore['listApps']): MayManage {
  const manages = (caller: Caller, target: AuthorizationTarget): boolean => {
    try {
      authorize(caller, 'manage', target);
      return true;
    } catch (thrown) {
      if (toStreamError(thrown).code !== 'FORBIDDEN') throw thrown;
      return false;
    }
  };
  return async ({ id, subject, domainName }, caller) => {
    if (subject === caller.subject || manages(caller, { domainName })) return true;
    if (!manages(caller, { domainName, someApp: true })) return false;
    const apps = await listApps(id);
    return apps.every((appName) => manages(caller, { domainName, appName }));
  };
}
