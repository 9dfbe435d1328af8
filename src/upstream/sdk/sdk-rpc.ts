import { type Feature, OPERATIONS, operationsOf, type UpstreamOperation } from '../../stream/operations.js';
import { UpstreamFault } from '../fault.js';
import { type Rpc, type RpcAnswer, type RpcContext, type RpcParams } from '../rpc.js';
import { type Transport } from '../wire/transport.js';
import {
  type GeneratedClient,
  type GeneratedClientClass,
  type GeneratedModule,
  type GeneratedParams,
  type GeneratedQuery,
  toClientClass,
} from './generated-client.js';

export interface SdkRpcOptions {
  readonly module: GeneratedModule;
  /** `host[:port]` of ApsaraVideo Live. */
  readonly endpoint: string;
  readonly protocol: 'http' | 'https';
  readonly transport: Transport;
}

/**
 * The runtime options of one call, which a generated method passes on to `callApi`. It keeps the answer, because the
 * model that the method returns drops fields and rejects a whole list for one malformed row.
 */
class SdkCall {
  readonly context: RpcContext;
  readonly maxBodyBytes: number;
  answer: Promise<RpcAnswer> | undefined;

  constructor(context: RpcContext, maxBodyBytes: number) {
    this.context = context;
    this.maxBodyBytes = maxBodyBytes;
  }
}

/**
 * The features that the gateway requires. If a module lacks a part of another feature, only the calls of that feature
 * fail.
 */
const REQUIRED: readonly Feature[] = ['streams'];

type Send = (
  sdk: GeneratedModule,
  client: GeneratedClient,
  fields: RpcParams,
  call: SdkCall,
) => Promise<unknown>;

const SEND: Readonly<Record<UpstreamOperation, Send>> = {
  ResumeLiveStream: (sdk, client, fields, call) =>
    client.resumeLiveStreamWithOptions(new sdk.ResumeLiveStreamRequest(fields), call),
  ForbidLiveStream: (sdk, client, fields, call) =>
    client.forbidLiveStreamWithOptions(new sdk.ForbidLiveStreamRequest(fields), call),
  DescribeLiveStreamsBlockList: (sdk, client, fields, call) =>
    client.describeLiveStreamsBlockListWithOptions(new sdk.DescribeLiveStreamsBlockListRequest(fields), call),
  DescribeLiveStreamsOnlineList: (sdk, client, fields, call) =>
    client.describeLiveStreamsOnlineListWithOptions(
      new sdk.DescribeLiveStreamsOnlineListRequest(fields),
      call,
    ),
  DescribeLiveDomainMapping: (sdk, client, fields, call) =>
    client.describeLiveDomainMappingWithOptions(new sdk.DescribeLiveDomainMappingRequest(fields), call),
  DescribeLiveUserDomains: (sdk, client, fields, call) =>
    client.describeLiveUserDomainsWithOptions(new sdk.DescribeLiveUserDomainsRequest(fields), call),
  DescribeLiveStreamsNotifyUrlConfig: (sdk, client, fields, call) =>
    client.describeLiveStreamsNotifyUrlConfigWithOptions(
      new sdk.DescribeLiveStreamsNotifyUrlConfigRequest(fields),
      call,
    ),
  SetLiveStreamsNotifyUrlConfig: (sdk, client, fields, call) =>
    client.setLiveStreamsNotifyUrlConfigWithOptions(
      new sdk.SetLiveStreamsNotifyUrlConfigRequest(fields),
      call,
    ),
  DeleteLiveStreamsNotifyUrlConfig: (sdk, client, fields, call) =>
    client.deleteLiveStreamsNotifyUrlConfigWithOptions(
      new sdk.DeleteLiveStreamsNotifyUrlConfigRequest(fields),
      call,
    ),
  DescribeLiveStreamsNotifyRecords: (sdk, client, fields, call) =>
    client.describeLiveStreamsNotifyRecordsWithOptions(
      new sdk.DescribeLiveStreamsNotifyRecordsRequest(fields),
      call,
    ),
};

/**
 * The client `sdk`. Requests, methods and parameters come from Alibaba's generated client. Signature, connections,
 * deadline, limits and parsing come from the transport.
 *
 * @throws Error in one line if the module lacks a class or method of a required feature
 */
export function createSdkRpc({ module, endpoint, protocol, transport }: SdkRpcOptions): Rpc {
  // The client gets no credentials, so a method that bypassed `callApi` could not sign a call.
  const client = createClient(
    toClientClass(module, operationsOf(REQUIRED)),
    { endpoint, protocol },
    transport,
  );
  return {
    async call(operation, params, context) {
      const call = new SdkCall(context, OPERATIONS[operation].maxBodyBytes);
      try {
        await SEND[operation](module, client, toFields(params), call);
      } catch {
        // `answer` contains the transport's own fault. Other errors of the generated code do not change the answer.
      }
      if (call.answer === undefined) throw new UpstreamFault('sdkFault');
      return call.answer;
    },
  };
}

function createClient(
  Generated: GeneratedClientClass,
  config: ConstructorParameters<GeneratedClientClass>[0],
  transport: Transport,
): GeneratedClient {
  class TransportClient extends Generated {
    override async callApi(
      { method, action, version }: GeneratedParams,
      { query = {} }: GeneratedQuery,
      call: SdkCall,
    ): Promise<object> {
      call.answer = transport.send({ method, action, version, query }, call.context, call.maxBodyBytes);
      await call.answer;
      return { statusCode: 200 };
    }
  }
  return new TransportClient(config);
}

/** The request classes take `domainName` and send `DomainName`. */
function toFields(params: RpcParams): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const name in params) fields[name.charAt(0).toLowerCase() + name.slice(1)] = params[name] ?? '';
  return fields;
}
