import { type NameFault } from '../stream/names.js';

/** What is wrong with a list of streams. */
export type ListFileFault =
  | { readonly kind: 'empty' | 'tooMany' | 'quote' | 'separators' | 'unknownHeader' | 'swapped' }
  /** A part of the list that belongs to the beginning of another list. */
  | { readonly kind: 'markInside' | 'headerAgain' }
  | { readonly kind: 'cells'; readonly count: number }
  | { readonly kind: 'noWildcard' }
  | { readonly kind: 'name'; readonly what: 'app' | 'stream'; readonly fault: NameFault };

/** The place of a fault. Each number counts from 1 and is absent if it is not known. */
export interface FaultPlace {
  /** The line of the text, as an editor counts. */
  readonly line?: number | undefined;
  /** The row, as a spreadsheet counts. It differs from the line below a cell with a line end. */
  readonly row?: number | undefined;
  /** The column. */
  readonly column?: number | undefined;
}

export type PlacedFault = FaultPlace & ListFileFault;
