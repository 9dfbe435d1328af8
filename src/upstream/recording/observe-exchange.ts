import { UpstreamFault } from '../fault.js';
import { type HttpAnswer } from '../wire/exchange.js';
import { type RpcRequest } from '../wire/sign.js';
import { type ExchangeObserver } from './exchange-observer.js';
import { RECORDED_FAULTS, type RecordedFault } from './recorded-exchange.js';

/** Passes an exchange on once it has ended. The call itself does not wait for it. */
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

/** Undefined where nothing was sent: that is no exchange. */
function toRecordedFault(thrown: unknown): RecordedFault | undefined {
  const symptom = thrown instanceof UpstreamFault ? thrown.symptom : undefined;
  return RECORDED_FAULTS.find((fault) => fault === symptom);
}
