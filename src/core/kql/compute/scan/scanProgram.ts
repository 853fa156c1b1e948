import * as z from 'zod/mini';
import { kustoTypes, type KustoType } from '../../kustoType';

/**
 * A `scan` as the function that goes through its rows is told it: what can be computed from one row alone comes with the row, as a
 * value; what looks back at the steps is a term.
 */
export interface ScanProgram {
  /** The types of the values of a row. */
  readonly inputs: readonly KustoType[];
  readonly steps: readonly ProgramStep[];
}

/** What a step asks of a row, and what it does with a match. */
export interface ProgramStep {
  readonly condition: ScanTerm;
  /** A value for each declared column. */
  readonly assignments: readonly ScanTerm[];
  readonly output: 'all' | 'last' | 'none';
  /** The columns of the step's last row that terms name. */
  readonly state: readonly StateColumn[];
}

/** A column of a step's last row. */
export interface StateColumn {
  /** Which of the row's values it is, or of the assigned ones. */
  readonly source: 'input' | 'assigned';
  readonly index: number;
  /** What it is before there is such a row. */
  readonly start: ConstantTerm;
}

/** A value that is the same for all rows, as text; null is null. */
export interface ConstantTerm {
  readonly kind: 'constant';
  readonly type: KustoType;
  readonly text: string | null;
}

/** A value that depends on the row, and on the last rows of the steps. */
export type ScanTerm =
  | ConstantTerm
  | { readonly kind: 'input'; readonly type: KustoType; readonly index: number }
  | { readonly kind: 'state'; readonly type: KustoType; readonly step: number; readonly index: number }
  | CallTerm;

/** An operation on terms. */
export interface CallTerm {
  readonly kind: 'call';
  readonly type: KustoType;
  /** One of `scanOperation`. */
  readonly name: string;
  readonly arguments: readonly ScanTerm[];
}

const type = z.enum(kustoTypes);
const constant = z.object({ kind: z.literal('constant'), type, text: z.nullable(z.string()) });
const term: z.ZodMiniType<ScanTerm> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    constant,
    z.object({ kind: z.literal('input'), type, index: z.number() }),
    z.object({ kind: z.literal('state'), type, step: z.number(), index: z.number() }),
    z.object({ kind: z.literal('call'), type, name: z.string(), arguments: z.array(term) }),
  ]),
);

/** Reads the JSON of a program. */
export const scanProgramSchema: z.ZodMiniType<ScanProgram> = z.object({
  inputs: z.array(type),
  steps: z.array(
    z.object({
      condition: term,
      assignments: z.array(term),
      output: z.enum(['all', 'last', 'none']),
      state: z.array(z.object({ source: z.enum(['input', 'assigned']), index: z.number(), start: constant })),
    }),
  ),
});
