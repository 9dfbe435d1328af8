import { OPERATIONS } from '../stream/operations.js';
import { type Rpc } from './rpc.js';
import { type Transport } from './wire/transport.js';

export const API_VERSION = '2016-11-01';

/** The client `core`: the SDK's core signs the calls, and the table of operations sets their HTTP methods. */
export function createCoreRpc(transport: Transport): Rpc {
  return {
    call(operation, params, context) {
      const { method, maxBodyBytes } = OPERATIONS[operation];
      const request = { method, action: operation, version: API_VERSION, query: params };
      return transport.send(request, context, maxBodyBytes);
    },
  };
}
