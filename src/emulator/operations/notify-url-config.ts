import { Refusal } from '../refusal.js';
import { type Operation, type OperationCall } from './operation.js';
import { invalid, oneOf, required } from './parameters.js';

const AUTH_KEY = /^[A-Za-z0-9]{16,64}$/;
const URLS = ['NotifyUrl', 'ExceptionNotifyUrl', 'SwitchNotifyUrl'];

function ingestDomain({ parameters, world, accountId }: OperationCall): string {
  return world.domains.find(required(parameters, 'DomainName'), accountId, ['publish']).name;
}

/**
 * Returns the callback settings of an ingest domain. Documented: the key is in plain text, and
 * SwitchNotifyUrl is absent.
 */
export const describeNotifyUrlConfig: Operation = (call) => {
  const domainName = ingestDomain(call);
  const config = call.world.notifications.find(domainName);
  if (config === undefined) return { LiveStreamsNotifyConfig: {} };
  const shown = Object.entries(config).filter(([name]) => name !== 'SwitchNotifyUrl');
  return { LiveStreamsNotifyConfig: { DomainName: domainName, ...Object.fromEntries(shown) } };
};

/**
 * Replaces all callback settings. An omitted setting is removed. Whether the service keeps it is
 * not documented.
 */
export const setNotifyUrlConfig: Operation = (call) => {
  const { parameters, world } = call;
  const domainName = ingestDomain(call);
  const auth = oneOf(parameters, 'NotifyReqAuth', ['no', 'yes']);
  const key =
    auth === 'yes' ? required(parameters, 'NotifyAuthKey') : (parameters.get('NotifyAuthKey') ?? '');
  if (key !== '' && !AUTH_KEY.test(key)) throw invalid('NotifyAuthKey', key);
  const urls = URLS.flatMap((name) => {
    const url = parameters.get(name) ?? '';
    if (url !== '' && !URL.canParse(url)) throw invalid(name, url);
    return url === '' ? [] : [[name, url] as const];
  });
  world.notifications.set(domainName, {
    ...Object.fromEntries(urls),
    NotifyReqAuth: auth,
    ...(key !== '' && { NotifyAuthKey: key }),
  });
  return {};
};

/** Deletes the callback settings of an ingest domain. */
export const deleteNotifyUrlConfig: Operation = (call) => {
  if (!call.world.notifications.delete(ingestDomain(call)))
    throw new Refusal(400, 'CodeConfigNotFound', 'The specified config is not found.');
  return {};
};
