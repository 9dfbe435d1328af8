import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { type BudgetHistory, KEPT_MS, toUsed } from './samples.js';

const HEIGHT = 140;
const COLORS = {
  light: { text: '#343a40', grid: '#dee2e6', used: '#1864ab', limit: '#c92a2a' },
  dark: { text: '#ced4da', grid: '#424242', used: '#74c0fc', limit: '#ff8787' },
};

/** A chart of the used calls and the limit in the last five minutes. */
export function BudgetChart({ history }: { readonly history: BudgetHistory }): ReactNode {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const scheme = useComputedColorScheme('light');
  const { budget, samples } = history;
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const { text, grid, used, limit } = COLORS[scheme];
    const axis = { stroke: text, grid: { stroke: grid, width: 1 } };
    const drawn = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { range: () => [(Date.now() - KEPT_MS) / 1000, Date.now() / 1000] },
          y: { range: (_plot, _min, max) => [0, Math.max(1, max * 1.1)] },
        },
        axes: [axis, axis],
        series: [
          {},
          { stroke: used, width: 2, fill: `${used}33` },
          { stroke: limit, width: 1, dash: [4, 4] },
        ],
      },
      [[], [], []],
      element,
    );
    plot.current = drawn;
    const observer = new ResizeObserver(() => {
      drawn.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      drawn.destroy();
    };
  }, [scheme]);
  useEffect(() => {
    plot.current?.setData([
      samples.map(({ atMs }) => atMs / 1000),
      samples.map(({ used }) => used),
      samples.map(() => budget.limit),
    ]);
  }, [samples, budget.limit, scheme]);
  const { operation, account, waiting } = budget;
  const label = t('budgets.chart', {
    operation,
    account,
    used: toUsed(budget),
    limit: Math.round(budget.limit),
    waiting,
  });
  return <div ref={place} role="img" aria-label={label} />;
}
