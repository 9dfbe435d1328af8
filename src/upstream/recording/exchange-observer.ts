import { type RpcRequest } from '../wire/sign.js';
import { type HttpAnswer } from '../wire/exchange.js';
import { type RecordedFault } from './recorded-exchange.js';

/** One original exchange, with names and secrets. */
export interface ObservedExchange {
  readonly request: RpcRequest;
  readonly answer: HttpAnswer | RecordedFault;
  readonly milliseconds: number;
}

/** Called once for each exchange that has ended. It does not throw and does not block. */
export type ExchangeObserver = (exchange: ObservedExchange) => void;
