import * as z from 'zod/mini';
import type { ScanProgram } from './scanProgram';
import { readScanValue, scanValueText, type ScanValue } from './scanValue';

/** The partition that a row is of, and the texts of its values. */
export type ScanRow = readonly (string | null)[];

/** The last row of each step, as the columns that are looked back at. */
export type LastRows = readonly (readonly ScanValue[])[];

/** A sequence of matches, in the step that it has come to. */
export interface Sequence {
  readonly number: number;
  /** The place of the row that it began this step with. */
  readonly entered: number;
  readonly last: LastRows;
}

/** A match, and the place of the row that its sequence began the step with. */
export interface Match {
  readonly entered: number;
  readonly cells: ScanRow;
}

/** What is known after some rows of a partition. */
export interface ScanState {
  readonly part: string | null;
  /** How many of its rows there were. */
  place: number;
  /** How many sequences began. */
  begun: number;
  /** By step. */
  readonly sequences: (Sequence | undefined)[];
  /** Of steps that give the last of the rows that follow each other, the last until now. */
  readonly waiting: (Match | undefined)[];
}

/** What is known before the first row of a partition. */
export function startOfPartition(part: string | null): ScanState {
  return { part, place: 0, begun: 0, sequences: [], waiting: [] };
}

const row = z.array(z.nullable(z.string()));
const stateSchema = z.object({
  part: z.nullable(z.string()),
  place: z.number(),
  begun: z.number(),
  sequences: z.array(z.nullable(z.object({ number: z.number(), entered: z.number(), last: z.array(row) }))),
  waiting: z.array(z.nullable(z.object({ entered: z.number(), cells: row }))),
});

/** One line of JSON, in which values are texts. */
export function scanStateText({ sequences, waiting, ...state }: ScanState): string {
  return JSON.stringify({
    ...state,
    sequences: Array.from(
      sequences,
      (sequence) => sequence && { ...sequence, last: sequence.last.map((values) => values.map(scanValueText)) },
    ),
    waiting: Array.from(waiting),
  });
}

/** Reads what `scanStateText` wrote. */
export function readScanState(text: string, { steps }: ScanProgram): ScanState {
  const { sequences, waiting, ...state } = stateSchema.parse(JSON.parse(text));
  return {
    ...state,
    sequences: sequences.map((sequence) =>
      sequence === null ? undefined : { ...sequence, last: lastRows(sequence.last) },
    ),
    waiting: waiting.map((match) => match ?? undefined),
  };

  function lastRows(texts: readonly ScanRow[]): LastRows {
    return steps.map((step, of) =>
      step.state.map(({ start }, index) => readScanValue(start.type, texts[of]?.[index] ?? null)),
    );
  }
}
