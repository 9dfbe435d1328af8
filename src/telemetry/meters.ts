import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

const PREFIX = 'apsara_live_gateway';

/** Makes meters of one registry, under the gateway’s prefix. */
export interface Meters {
  /**
   * Its name ends in `_total` on the page.
   * @param collect sets it anew each time that the page is read
   */
  readonly counter: <Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
    collect?: (this: Counter<Label>) => void,
  ) => Counter<Label>;
  /** @param collect sets it anew each time that the page is read */
  readonly gauge: <Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
    collect?: (this: Gauge<Label>) => void,
  ) => Gauge<Label>;
  readonly histogram: <Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
    buckets: readonly number[],
  ) => Histogram<Label>;
}

export function createMeters(registry: Registry): Meters {
  const registers = [registry];
  return {
    counter: (name, help, labelNames, collect) =>
      new Counter({
        name: `${PREFIX}_${name}_total`,
        help,
        labelNames,
        registers,
        ...(collect && { collect }),
      }),
    gauge: (name, help, labelNames, collect) =>
      new Gauge({ name: `${PREFIX}_${name}`, help, labelNames, registers, ...(collect && { collect }) }),
    histogram: (name, help, labelNames, buckets) =>
      new Histogram({ name: `${PREFIX}_${name}`, help, labelNames, buckets: [...buckets], registers }),
  };
}

/** A label takes one of these values or `other`, so that clients cannot create an unbounded number of series. */
export function createLabel(values: readonly string[]): (value: string) => string {
  const known = new Set(values);
  return (value) => (known.has(value) ? value : 'other');
}
