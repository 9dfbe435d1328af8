import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type CallbackReason, CallbackRefused } from '../event/callback-reasons.js';
import { type CallbackReceiver } from '../event/receiver.js';
import { CALLBACK_PATH } from '../stream/callback-settings.js';
import { closeUnlessRead, respondJson } from './respond.js';
import { toTarget } from './target.js';

export interface CallbackEndpointOptions {
  readonly receiver: CallbackReceiver;
  /** Called for each callback with its result. */
  readonly onCallback: (result: 'stored' | CallbackReason, account?: string) => void;
}

/** The receiver of stream callbacks of ApsaraVideo Live, `GET /callbacks/live/<secret>`. */
export interface CallbackEndpoint {
  /** Checks whether the receiver handles this path. The path contains a secret, and is never logged. */
  wants(path: string): boolean;
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** The HTTP status for each reason. ApsaraVideo Live repeats a callback if the status is not 200. */
const STATUS: Readonly<Record<CallbackReason, number>> = {
  size: 400,
  parameter: 400,
  secret: 403,
  timestamp: 403,
  signature: 403,
  domain: 403,
  rate: 503,
  store: 503,
};

export function createCallbackEndpoint({ receiver, onCallback }: CallbackEndpointOptions): CallbackEndpoint {
  return {
    wants: (path) => path.startsWith(CALLBACK_PATH) && receiver.isOn,
    async serve(request, response) {
      if (request.method !== 'GET') {
        answer(response, 405, 'method not allowed', { allow: 'GET' });
        return;
      }
      const { path, search } = toTarget(request);
      const header = (name: string): string | undefined => {
        const value = request.headers[name];
        return typeof value === 'string' ? value : undefined;
      };
      try {
        await receiver.receive({
          secret: path.slice(CALLBACK_PATH.length),
          search,
          host: header('host'),
          timestamp: header('ali-live-timestamp'),
          signature: header('ali-live-signature'),
        });
      } catch (thrown) {
        if (!(thrown instanceof CallbackRefused)) throw thrown;
        onCallback(thrown.reason, thrown.account);
        answer(response, STATUS[thrown.reason], 'refused');
        return;
      }
      onCallback('stored');
      answer(response, 200, 'stored');
    },
  };
}

function answer(
  response: ServerResponse,
  code: number,
  status: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.destroyed) return;
  closeUnlessRead(response);
  respondJson(response, code, { status }, headers);
}
