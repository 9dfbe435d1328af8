import { API_VERSION, OPERATIONS } from './operations.js';
import { type Rpc } from './rpc.js';
import { type Transport } from './wire/transport.js';

/** The client `core`: signed by the SDK's core, with methods and parameters from the table of operations. */
export function createCoreRpc(transport: Transport): Rpc {
  return {
    call(operation, params, context) {
      const { method, maxBodyBytes } = OPERATIONS[operation];
      const request = { method, action: operation, version: API_VERSION, query: params };
      return transport.send(request, context, maxBodyBytes);
    },
  };
}
