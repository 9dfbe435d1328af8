import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react';
import classes from './virtual-table.module.css';

export interface Column<Row> {
  readonly key: string;
  readonly header: ReactNode;
  /** A value for `grid-template-columns`. */
  readonly width: string;
  /** On a narrow page, the column stays beside its neighbour. Other columns get a full line. */
  readonly isNarrow?: boolean | undefined;
  /** On a narrow page, the header text precedes the cell, because the table has no header row. */
  readonly isLabelled?: boolean | undefined;
  readonly render: (row: Row) => ReactNode;
}

export interface VirtualTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** The number of rows, including those that are not loaded. */
  readonly total?: number | undefined;
  readonly toKey: (row: Row) => string;
  /** Called when the last loaded rows become visible. */
  readonly onEnd?: (() => void) | undefined;
}

const ROW_PX = 52;
/** The next page is requested this many rows before the end. */
const ROWS_BEFORE_END = 30;

/** A table with virtual scrolling: only the visible rows are rendered, even of 10,000. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>): ReactNode {
  const { label, columns, rows, total, toKey, onEnd } = props;
  const frame = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : toKey(row);
    },
    overscan: 3,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - ROWS_BEFORE_END) onEnd?.();
  }, [last, rows.length, onEnd]);
  const style = { '--columns': columns.map(({ width }) => width).join(' ') } as CSSProperties;
  return (
    <div
      ref={frame}
      className={classes['frame']}
      style={style}
      role="table"
      aria-label={label}
      aria-rowcount={(total ?? rows.length) + 1}
      tabIndex={0}
    >
      <div role="rowgroup">
        <div className={classes['header']} role="row" aria-rowindex={1}>
          {columns.map(({ key, header }) => (
            <div className={classes['cell']} role="columnheader" key={key}>
              {header}
            </div>
          ))}
        </div>
      </div>
      <div className={classes['body']} role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div
              className={classes['row']}
              role="row"
              aria-rowindex={index + 2}
              key={key}
              data-index={index}
              ref={virtualizer.measureElement}
              style={{ transform: `translateY(${start}px)` }}
            >
              {columns.map((column) => (
                <div
                  className={`${classes['cell'] ?? ''} ${column.isNarrow === true ? (classes['narrow'] ?? '') : ''}`}
                  role="cell"
                  key={column.key}
                >
                  {column.isLabelled === true && <span className={classes['label']}>{column.header}: </span>}
                  {column.render(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
