import { UpstreamFault } from '../fault.js';
import { type HttpAnswer } from '../wire/exchange.js';
import { type RpcRequest } from '../wire/sign.js';
import { type ExchangeObserver } from './exchange-observer.js';
import { RECORDED_FAULTS, type RecordedFault } from './recorded-exchange.js';

/** Passes an exchange to the observer when it has ended. The call itself does not wait for this. */
export function observeExchange(
  request: RpcRequest,
  answer: Promise<HttpAnswer>,
  onExchange: ExchangeObserver,
): void {
  const start = performance.now();
  answer.then(
    (whole) => {
      onExchange({ request, answer: whole, milliseconds: performance.now() - start });
    },
    (thrown: unknown) => {
      const fault = toRecordedFault(thrown);
      if (fault !== undefined)
        onExchange({ request, answer: fault, milliseconds: performance.now() - start });
    },
  );
}

/**
 * Undefined for a call that was aborted, or that reached its deadline, while it waited for a connection. It is not
 * recorded.
 */
function toRecordedFault(thrown: unknown): RecordedFault | undefined {
  const symptom = thrown instanceof UpstreamFault ? thrown.symptom : undefined;
  return RECORDED_FAULTS.find((fault) => fault === symptom);
}
