import { createHash } from 'node:crypto';
import { type ReportedEvent, type StreamEvent } from '../stream/event.js';
import { type StreamEventTable } from './tables.js';

/** A row to be written, without its position. */
export type NewEventRow = Omit<StreamEventTable, 'position'>;

/** A row that was read. */
export interface EventRow extends NewEventRow {
  readonly position: number | string;
}

export function toCallbackRow({ address, kind, at, isDomainKnown }: ReportedEvent): NewEventRow {
  const { domainName, appName, streamName } = address;
  return {
    identity: toIdentity(['CALLBACK', domainName, appName, streamName, kind, String(at.getTime())]),
    domain_name: domainName,
    app_name: appName,
    stream_name: streamName,
    kind,
    source: 'CALLBACK',
    action_id: null,
    until_ms: null,
    domain_known: isDomainKnown ? 1 : 0,
    at_ms: at.getTime(),
  };
}

export function toEvent(row: EventRow): StreamEvent {
  return {
    position: Number(row.position),
    address: { domainName: row.domain_name, appName: row.app_name, streamName: row.stream_name },
    kind: row.kind as StreamEvent['kind'],
    source: row.source as StreamEvent['source'],
    at: new Date(Number(row.at_ms)),
    actionId: row.action_id ?? undefined,
    until: row.until_ms === null ? undefined : new Date(Number(row.until_ms)),
    isDomainKnown: row.domain_known === 1,
  };
}

/** Each action has one event. */
export function toActionIdentity(actionId: string): string {
  return toIdentity(['GATEWAY', actionId]);
}

function toIdentity(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 32);
}
