import { scanOperation } from '../../compute/scan/scanOperations';
import type {
  CallTerm,
  ConstantTerm,
  ProgramStep,
  ScanProgram,
  ScanTerm,
  StateColumn,
} from '../../compute/scan/scanProgram';
import { scanValueText } from '../../compute/scan/scanValue';
import type { Column, KustoType } from '../../kustoType';
import { namedColumns } from '../../plan/namedColumns';
import type { Expression, LiteralExpression, ScanPlan, ScanStep } from '../../plan/plan';
import { assigned } from './scanSource';

/** A value that can be computed from a row alone, and the type that it is wanted as. */
export interface RowValue {
  readonly expression: Expression;
  readonly type: KustoType;
}

/** A scan as a program, and the values that each row brings to it. */
export class ScanProgramBuilder {
  readonly inputs: RowValue[] = [];

  /** @param columns those of the rows, then the declared ones */
  constructor(
    private readonly plan: ScanPlan,
    private readonly columns: readonly Column[],
  ) {}

  /** Undefined where steps look back with more than `scanOperation` knows. */
  build(): ScanProgram | undefined {
    const steps = allOf(this.plan.steps.map((step) => this.step(step)));
    return steps && { inputs: this.inputs.map(({ type }) => type), steps };
  }

  private step(step: ScanStep): ProgramStep | undefined {
    const condition = this.termOf(step.condition, 'bool');
    const assignments = allOf(
      this.plan.declared.map((declared) => this.termOf(assigned(step, declared), declared.expression.type)),
    );
    const state = allOf(step.state.map(({ column }) => this.stateColumn(column)));
    return condition && assignments && state && { condition, assignments, output: step.output, state };
  }

  /** A column of a step's last row: a declared one has its default before there is one, one of the input nothing. */
  private stateColumn(column: Column): StateColumn | undefined {
    const isInput = this.columns
      .slice(0, this.columns.length - this.plan.declared.length)
      .some(({ name }) => name === column.name);
    if (isInput) {
      const { index } = this.input({ kind: 'column', ...column }, column.type);
      return { source: 'input', index, start: nothing(column.type) };
    }
    const index = this.plan.declared.findIndex(({ name }) => name === column.name);
    const start = this.plan.declared[index]?.expression;
    const constant = start?.kind === 'literal' ? constantTerm(start) : undefined;
    return constant && { source: 'assigned', index, start: constant };
  }

  private termOf(expression: Expression, type: KustoType): ScanTerm | undefined {
    if (!this.looksBack(expression)) {
      return this.input(expression, type);
    }
    const term = this.term(expression);
    return term === undefined || term.type === type ? term : call('to', type, [term]);
  }

  private term(expression: Expression): ScanTerm | undefined {
    if (!this.looksBack(expression)) {
      return (
        (expression.kind === 'literal' ? constantTerm(expression) : undefined) ??
        this.input(expression, expression.type)
      );
    }
    switch (expression.kind) {
      case 'column':
        return this.stateTerm(expression.name);
      case 'call': {
        const given = allOf(expression.arguments.map((argument) => this.term(argument)));
        return given && call(expression.name, expression.type, given);
      }
      case 'literal':
      case 'scalarQuery':
      case 'membership':
        return undefined;
    }
  }

  private looksBack(expression: Expression): boolean {
    return [...namedColumns([expression])].some((name) => this.stateTerm(name) !== undefined);
  }

  private stateTerm(name: string): ScanTerm | undefined {
    for (const [step, { state }] of this.plan.steps.entries()) {
      const index = state.findIndex((each) => each.name === name);
      const type = state[index]?.column.type;
      if (type !== undefined) {
        return { kind: 'state', type, step, index };
      }
    }
    return undefined;
  }

  private input(expression: Expression, type: KustoType): Extract<ScanTerm, { kind: 'input' }> {
    return { kind: 'input', type, index: this.inputs.push({ expression, type }) - 1 };
  }
}

function call(name: string, type: KustoType, given: readonly ScanTerm[]): CallTerm | undefined {
  const operation = scanOperation(
    name,
    type,
    given.map((term) => term.type),
  );
  return operation && { kind: 'call', type, name, arguments: given };
}

/** Guids and what no operation looks into have more than one text: SQL writes the one that is meant. */
function constantTerm({ type, value }: LiteralExpression): ConstantTerm | undefined {
  if (value === null) {
    return nothing(type);
  }
  return type === 'guid' || type === 'decimal' || type === 'dynamic'
    ? undefined
    : { kind: 'constant', type, text: scanValueText(value) };
}

function nothing(type: KustoType): ConstantTerm {
  return { kind: 'constant', type, text: type === 'string' ? '' : null };
}

function allOf<T>(values: readonly (T | undefined)[]): readonly T[] | undefined {
  return values.every((value) => value !== undefined) ? values : undefined;
}
