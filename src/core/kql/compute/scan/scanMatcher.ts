import { scanOperation } from './scanOperations';
import type { ProgramStep, ScanProgram, ScanTerm } from './scanProgram';
import {
  readScanState,
  scanStateText,
  startOfPartition,
  type LastRows,
  type ScanRow,
  type ScanState,
  type Sequence,
} from './scanState';
import { readScanValue, scanValueText, type ScanValue } from './scanValue';

type Evaluate = (row: readonly ScanValue[], last: LastRows) => ScanValue;

interface CompiledStep extends Pick<ProgramStep, 'output' | 'state'> {
  readonly index: number;
  readonly condition: Evaluate;
  readonly assignments: readonly Evaluate[];
}

/**
 * Goes through the rows of partitions, which follow each other in order. A row is shown to the steps from the last to the first, so
 * that a step has not seen it when the next takes over its sequence.
 */
export class ScanMatcher {
  /** The matches: the partition, the row's number there, from 1, the step, the sequence, and the texts of the assigned values. */
  readonly found: ScanRow[] = [];
  private readonly stepsFromLast: readonly CompiledStep[];
  /** The last rows before there is any. */
  private readonly starts: LastRows;
  private current: ScanState;

  /** @param state is what a matcher told that had the rows before; empty where there were none */
  constructor(
    private readonly program: ScanProgram,
    state: string,
  ) {
    this.stepsFromLast = program.steps
      .map((step, index) => ({
        ...step,
        index,
        condition: compileTerm(step.condition),
        assignments: step.assignments.map(compileTerm),
      }))
      .reverse();
    this.starts = program.steps.map((step) => step.state.map(({ start }) => readScanValue(start.type, start.text)));
    this.current = state === '' ? startOfPartition(null) : readScanState(state, program);
  }

  /** @param row the partition, and the texts of the inputs */
  show([part = null, ...texts]: ScanRow): void {
    if (part !== this.current.part) {
      this.end();
      this.current = startOfPartition(part);
    }
    this.current.place++;
    const row = this.program.inputs.map((type, index) => readScanValue(type, texts[index] ?? null));
    for (const step of this.stepsFromLast) {
      this.showTo(step, row);
    }
  }

  /** No more rows follow. */
  end(): void {
    this.current.waiting.forEach((_, index) => {
      this.giveWaiting(index);
    });
  }

  /** What another matcher of the same program goes on with. */
  state(): string {
    return scanStateText(this.current);
  }

  /** A step takes over the sequence of the step before it where its condition is true of that; else it goes on with its own. */
  private showTo(step: CompiledStep, row: readonly ScanValue[]): void {
    const { index } = step;
    const { sequences, place } = this.current;
    const before = sequences[index - 1];
    const own = sequences[index];
    if (before !== undefined && step.condition(row, before.last) === true) {
      sequences[index - 1] = undefined;
      this.match(step, row, { ...before, entered: place });
    } else if (own !== undefined && step.condition(row, own.last) === true) {
      this.match(step, row, own);
    } else if (index === 0 && own === undefined && step.condition(row, this.starts) === true) {
      this.match(step, row, { number: this.current.begun++, entered: place, last: this.starts });
    }
  }

  private match(step: CompiledStep, row: readonly ScanValue[], { number, entered, last }: Sequence): void {
    const { index } = step;
    const { part, place, sequences, waiting } = this.current;
    const assigned = step.assignments.map((assignment) => assignment(row, last));
    const state = step.state.map(({ source, index: of }) => (source === 'input' ? row : assigned)[of] ?? null);
    sequences[index] = { number, entered, last: last.with(index, state) };
    const cells = [part, ...[place, index, number].map(String), ...assigned.map(scanValueText)];
    if (step.output === 'all') {
      this.found.push(cells);
    } else if (step.output === 'last') {
      if (waiting[index]?.entered !== entered) {
        this.giveWaiting(index);
      }
      waiting[index] = { entered, cells };
    }
  }

  private giveWaiting(index: number): void {
    const match = this.current.waiting[index];
    if (match !== undefined) {
      this.found.push(match.cells);
    }
  }
}

function compileTerm(term: ScanTerm): Evaluate {
  switch (term.kind) {
    case 'constant': {
      const value = readScanValue(term.type, term.text);
      return () => value;
    }
    case 'input':
      return (row) => row[term.index] ?? null;
    case 'state':
      return (_, last) => last[term.step]?.[term.index] ?? null;
    case 'call': {
      const operation = scanOperation(
        term.name,
        term.type,
        term.arguments.map(({ type }) => type),
      );
      if (operation === undefined) {
        throw new TypeError(`A scan has no operation ${term.name}.`);
      }
      const given = term.arguments.map(compileTerm);
      return (row, last) => operation(given.map((evaluate) => evaluate(row, last)));
    }
  }
}
