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
 * What a generated method passes on to `callApi` as the runtime options of one call. The answer is kept here: the model
 * that the method returns drops fields, and refuses a whole list for one odd row.
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

/** What the gateway is for. Where a module lacks what another feature needs, only the calls of that feature fail. */
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
 * The client `sdk`: requests, methods and parameters are those of Alibaba's generated client; signature, connections,
 * deadline, limits and parsing are the transport's.
 *
 * @throws Error in one line where the module lacks a class or method of a required feature
 */
export function createSdkRpc({ module, endpoint, protocol, transport }: SdkRpcOptions): Rpc {
  // Without credentials: a method that went round `callApi` could not sign a call of its own.
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
        // The transport's own fault is in `answer`. What the generated code throws besides changes no answer.
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
