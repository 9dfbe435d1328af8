import { type Tracer } from '@opentelemetry/api';
import { type AccountRouting } from '../../stream/account.js';
import { type StreamAddress, toAddressKey } from '../../stream/address.js';
import { type ActionCall, type LiveStreamService } from '../../stream/live-stream-service.js';
import { toStreamError } from '../../stream/errors.js';
import { type Receipt, type UpstreamOperation } from '../../stream/upstream.js';
import { type Logger } from '../logger.js';
import { type CallMetrics } from '../metrics.js';
import { MeasuredCall } from './measured-call.js';

export interface Instruments {
  readonly accounts: AccountRouting;
  readonly logger: Logger;
  readonly metrics: CallMetrics;
  readonly tracer: Tracer;
}

/**
 * Reports every action at its end, with any outcome: one log line, one count and one span. Only this log line
 * names the stream.
 */
export function instrumentLiveStreamService(
  service: LiveStreamService,
  { accounts, logger, metrics, tracer }: Instruments,
): LiveStreamService {
  const observe = async (
    operation: UpstreamOperation,
    address: StreamAddress,
    call: ActionCall,
    act: (call: ActionCall) => Promise<Receipt>,
  ): Promise<Receipt> => {
    const trace = new MeasuredCall(tracer, `operation ${operation}`, operation, call);
    const tell = (receipt: Receipt | undefined, thrown?: unknown): void => {
      const end = trace.end(receipt, receipt === undefined ? toStreamError(thrown) : undefined);
      metrics.onRequest(operation, end.code ?? 'OK');
      const { correlationId, caller, lane, jobId } = call;
      logger.info(
        {
          correlationId,
          caller: caller.subject,
          account: accounts.find(address.domainName),
          operation,
          address: toAddressKey(address),
          lane,
          jobId,
          ...end,
        },
        'operation',
      );
    };
    try {
      const receipt = await trace.run(() => act({ ...call, trace }));
      tell(receipt);
      return receipt;
    } catch (thrown) {
      tell(undefined, thrown);
      throw thrown;
    }
  };
  return {
    resume: (address, call) =>
      observe('ResumeLiveStream', address, call, (followed) => service.resume(address, followed)),
    forbid: (address, order, call) =>
      observe('ForbidLiveStream', address, call, (followed) => service.forbid(address, order, followed)),
  };
}
