/* eslint-disable no-undef, @typescript-eslint/no-require-imports -- CommonJS, as Alibaba's package is */
'use strict';
const $dara = require('@darabonba/typescript');
const { default: OpenApi, OpenApiUtil, $OpenApiUtil } = require('@alicloud/openapi-core');

/*
 * The parts of the generated client for the operations that the gateway calls: request classes, a
 * method for each, and models of the answers. The validation, `callApi` and the cast are those of
 * the SDK. So an answer that the real package drops or refuses is also dropped or refused here.
 */
const lower = (name) => name.charAt(0).toLowerCase() + name.slice(1);
const upper = (name) => name.charAt(0).toUpperCase() + name.slice(1);

/** Creates a model from the types of its fields. On the wire, field names begin with a capital. */
function toModel(types, toName = upper) {
  return class extends $dara.Model {
    static names() {
      return Object.fromEntries(Object.keys(types).map((name) => [name, toName(name)]));
    }
    static types() {
      return types;
    }
  };
}
const listOf = (itemType) => ({ type: 'array', itemType });
const address = { domainName: 'string', appName: 'string', streamName: 'string' };
const page = { pageNum: 'number', pageSize: 'number' };
const total = { totalNum: 'number', totalPage: 'number', requestId: 'string' };
const notifyConfig = {
  domainName: 'string',
  exceptionNotifyUrl: 'string',
  notifyAuthKey: 'string',
  notifyReqAuth: 'string',
  notifyUrl: 'string',
};
const notifyRecord = {
  ...address,
  description: 'string',
  notifyContent: 'string',
  notifyHeader: 'string',
  notifyResponse: 'string',
  notifyResult: 'string',
  notifyTime: 'string',
  notifyType: 'string',
  notifyUrl: 'string',
};

const OPERATIONS = {
  ResumeLiveStream: {
    request: { ...address, liveStreamType: 'string' },
    answer: { requestId: 'string' },
  },
  ForbidLiveStream: {
    request: { ...address, liveStreamType: 'string', oneshot: 'string', resumeTime: 'string' },
    answer: { requestId: 'string' },
  },
  DescribeLiveStreamsBlockList: {
    request: { domainName: 'string', ...page },
    answer: { domainName: 'string', ...page, ...total, streamUrls: toModel({ streamUrl: listOf('string') }) },
  },
  DescribeLiveStreamsOnlineList: {
    request: { ...address, ...page, queryType: 'string', streamType: 'string' },
    answer: {
      ...page,
      ...total,
      onlineInfo: toModel({
        liveStreamOnlineInfo: listOf(toModel({ ...address, publishDomain: 'string', publishTime: 'string' })),
      }),
    },
  },
  DescribeLiveDomainMapping: {
    method: 'GET',
    request: { domainName: 'string' },
    answer: {
      requestId: 'string',
      liveDomainModels: toModel({
        liveDomainModel: listOf(toModel({ domainName: 'string', type: 'string' })),
      }),
    },
  },
  DescribeLiveUserDomains: {
    request: {
      domainName: 'string',
      domainSearchType: 'string',
      liveDomainType: 'string',
      pageNumber: 'number',
      pageSize: 'number',
    },
    answer: {
      pageNumber: 'number',
      pageSize: 'number',
      totalCount: 'number',
      requestId: 'string',
      domains: toModel({
        pageData: listOf(
          toModel({ domainName: 'string', liveDomainType: 'string', liveDomainStatus: 'string' }),
        ),
      }),
    },
  },
  DescribeLiveStreamsNotifyUrlConfig: {
    request: { domainName: 'string' },
    answer: { requestId: 'string', liveStreamsNotifyConfig: toModel(notifyConfig) },
  },
  SetLiveStreamsNotifyUrlConfig: {
    request: { ...notifyConfig, switchNotifyUrl: 'string' },
    answer: { requestId: 'string' },
  },
  DeleteLiveStreamsNotifyUrlConfig: { request: { domainName: 'string' }, answer: { requestId: 'string' } },
  DescribeLiveStreamsNotifyRecords: {
    request: {
      ...address,
      endTime: 'string',
      pageNumber: 'number',
      pageSize: 'number',
      startTime: 'string',
      status: 'string',
    },
    answer: {
      ...page,
      ...total,
      notifyRecordsInfo: toModel({ liveStreamNotifyRecordsInfo: listOf(toModel(notifyRecord)) }),
    },
  },
};

class Client extends OpenApi {
  constructor(config) {
    super(config);
    this._endpointRule = 'regional';
    this.checkConfig(config);
  }
}

for (const [action, { method = 'POST', request, answer }] of Object.entries(OPERATIONS)) {
  exports[`${action}Request`] = toModel(request);
  const Response = toModel(
    {
      headers: { type: 'map', keyType: 'string', valueType: 'string' },
      statusCode: 'number',
      body: toModel(answer),
    },
    (name) => name,
  );
  Client.prototype[`${lower(action)}WithOptions`] = async function (asked, runtime) {
    asked.validate();
    const query = new $OpenApiUtil.OpenApiRequest({ query: OpenApiUtil.query(asked.toMap()) });
    const params = new $OpenApiUtil.Params({
      action,
      version: '2016-11-01',
      protocol: 'HTTPS',
      pathname: '/',
      method,
      authType: 'AK',
      style: 'RPC',
      reqBodyType: 'formData',
      bodyType: 'json',
    });
    return $dara.cast(await this.callApi(params, query, runtime), new Response({}));
  };
}
exports.default = Client;
