import { type Config } from '../config/config.js';
import { createOriginCheck } from '../http/origin.js';
import { type HostCheck } from '../http/host.js';
import { createSseEndpoint, type SseEndpoint } from '../http/sse.js';
import { type OnRefused } from '../http/refusal.js';
import { createStreaming, type StreamingOptions } from '../http/streaming.js';
import { createWebSocketEndpoint, type WebSocketEndpoint } from '../http/websocket.js';

export interface StreamingParts extends StreamingOptions {
  readonly checkHost: HostCheck;
  readonly onRefused: OnRefused;
}

/** The two ways in for operations with many answers, which keep the same rules. */
export function composeStreaming(
  { allowedHosts }: Config,
  { checkHost, onRefused, ...parts }: StreamingParts,
): { readonly sse: SseEndpoint; readonly websocket: WebSocketEndpoint } {
  const shared = {
    streaming: createStreaming(parts),
    checkOrigin: createOriginCheck(allowedHosts),
    onRefused,
  };
  return { sse: createSseEndpoint(shared), websocket: createWebSocketEndpoint({ ...shared, checkHost }) };
}
