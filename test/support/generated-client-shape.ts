import openApi, { $OpenApiUtil } from '@alicloud/openapi-core';
import {
  type GeneratedConfig,
  type GeneratedModule,
  type GeneratedResponse,
  type GeneratedRuntime,
} from '../../src/upstream/sdk/generated-client.js';
import { toRpcParams } from './rpc-params.js';

interface CoreClient {
  callApi(params: object, request: object, runtime: object): Promise<{ statusCode?: number; body?: unknown }>;
}

/** The core is CommonJS: its default export stands one level deeper. */
const OpenApiClient = openApi.default;

const OPERATIONS = [
  'ResumeLiveStream',
  'ForbidLiveStream',
  'DescribeLiveStreamsBlockList',
  'DescribeLiveStreamsOnlineList',
  'DescribeLiveDomainMapping',
] as const;

class ShapedRequest {
  readonly fields: Readonly<Record<string, string>>;

  constructor(fields: Readonly<Record<string, string>>) {
    this.fields = fields;
  }

  toQuery(): Record<string, string> {
    return Object.fromEntries(
      Object.entries(this.fields).map(([name, value]) => [
        name.charAt(0).toUpperCase() + name.slice(1),
        value,
      ]),
    );
  }
}

/**
 * An object of the generated client's shape: its own core makes the calls, so signing, transport and errors are
 * the real ones. What it adds, as the generated code does, is fixed parameters and models by camel-case names.
 */
class ClientOfThatShape {
  readonly #core: CoreClient;

  constructor(config: GeneratedConfig) {
    this.#core = new OpenApiClient(new $OpenApiUtil.Config({ ...config }));
    for (const operation of OPERATIONS)
      Object.defineProperty(this, `${operation.charAt(0).toLowerCase()}${operation.slice(1)}WithOptions`, {
        value: (request: ShapedRequest, runtime: GeneratedRuntime) => this.#call(operation, request, runtime),
      });
  }

  async #call(
    operation: string,
    request: ShapedRequest,
    runtime: GeneratedRuntime,
  ): Promise<GeneratedResponse> {
    const query = new $OpenApiUtil.OpenApiRequest({ query: request.toQuery() });
    const { statusCode, body } = await this.#core.callApi(toRpcParams(operation), query, runtime);
    const isObject = typeof body === 'object' && body !== null;
    return { statusCode, body: isObject ? { toMap: () => ({ ...body }) } : undefined };
  }
}

export const moduleOfThatShape = {
  default: { default: ClientOfThatShape },
  ...Object.fromEntries(OPERATIONS.map((operation) => [`${operation}Request`, ShapedRequest])),
} as unknown as GeneratedModule;
