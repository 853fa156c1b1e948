import { queryError, refused, type Place } from '../../kql/queryError';
import type { NeededContent } from '../../protocol/queryProtocol';
import { bindCommand } from '../commands/bindCommand';
import { findCommand } from '../commands/commandTable';
import { actionColumns, actionTable } from '../actionColumns';
import type { PowerShellScope } from '../powerShellScope';
import type { Command, Statement } from '../syntax/ast';
import { actionOf, changesService, type ManagementAction } from './actions';
import { arithmetic } from './operators/arithmetic';
import { castValue } from './operators/casts';
import { builderOf, type CellContext, type Env, type Note, type Operand } from './context';
import { statementOperand, statementValue } from './nested';
import { truthOf, valueOf } from './operandValues';
import { finishQuery, type KqlPlace } from './streams/finishedQuery';
import type { Display, Effect } from './outputs';
import { continuePipeline, translatePipeline, type Output } from './pipeline';
import { forEachRow } from './steps/forEachObject';
import { columnName } from './kqlText';
import type { Stream } from './streams/stream';
import { columnValue } from './value';
import { streamOfValue } from './streams/valueStreams';

/** A statement that gives rows, as KQL. */
export interface QueryStatement {
  readonly kind: 'query';
  /** A text of KQL with one statement. */
  readonly kql: string;
  /** What its parts stand for in the cell. */
  readonly places: readonly KqlPlace[];
  readonly place: Place;
  readonly display: Display;
  /** One character between the values, where they are shown as CSV. */
  readonly delimiter?: string;
  /** What should be in the archive for it: the host offers to fetch what is not. */
  readonly needs: readonly NeededContent[];
  /** What is done with the result, after the user has agreed. */
  readonly effects: readonly Effect[];
  readonly notes: readonly Note[];
}

/** A statement that the host runs at the service. */
export interface ActionStatement {
  readonly kind: 'action';
  readonly action: ManagementAction;
  /** The user is asked before it runs. */
  readonly changesService: boolean;
  /** What is made of the answer of the service, which is the table `actionTable`. */
  readonly kql: string;
  readonly display: Display;
  readonly delimiter?: string;
  readonly effects: readonly Effect[];
  readonly place: Place;
}

export type TranslatedStatement = QueryStatement | ActionStatement;

/** A loop over values that are written in the cell runs once for each: more of them would be more results than anyone reads. */
const mostTurns = 20;

/** Translates the statements of a cell, in order. */
export class CellTranslator {
  private variables: ReadonlyMap<string, Operand>;

  constructor(
    private readonly records: CellContext['records'],
    private readonly now: number,
    scope: PowerShellScope,
  ) {
    this.variables = new Map(scope.variables);
    this.earlier = new Set(this.variables.keys());
  }

  private readonly earlier: Set<string>;
  private readonly read = new Set<string>();
  private readonly written = new Set<string>();

  get scope(): PowerShellScope {
    return { variables: [...this.variables] };
  }

  /** The variables of other cells that what was translated so far has read, and has not assigned itself. */
  get reads(): readonly string[] {
    return [...this.read].filter((name) => this.earlier.has(name));
  }

  /** The variables that what was translated so far has assigned. */
  get assigns(): readonly string[] {
    return [...this.written];
  }

  translate(statement: Statement): readonly TranslatedStatement[] {
    switch (statement.kind) {
      case 'assignment':
        this.assign(statement);
        return [];
      case 'if':
        return this.branch(statement).flatMap((inner) => this.translate(inner));
      case 'foreach': {
        const turns = this.turns(statement);
        return turns ?? [this.finish(this.loop(statement, this.env()), statement.place)];
      }
      case 'pipeline': {
        const [head] = statement.elements;
        if (head?.kind === 'command' && findCommand(head.name)?.role === 'action') {
          return [this.action(head, statement)];
        }
        return [this.finish(this.run(statement, this.env()), statement.place)];
      }
    }
  }

  private env(isKept = false): Env {
    const { records, now, earlier, read } = this;
    return {
      cell: { records, now, earlier, read, notes: [] },
      variables: this.variables,
      ...(isKept ? { isKept } : {}),
    };
  }

  private run(statement: Extract<Statement, { kind: 'pipeline' }>, env: Env): Result {
    const { operand, output } = translatePipeline(statement.elements, env, statement.place);
    return { operand, output, env };
  }

  private loop(statement: Extract<Statement, { kind: 'foreach' }>, env: Env): Result {
    const source = statementOperand(statement.source, env);
    if (source.kind !== 'stream' && source.kind !== 'value' && source.kind !== 'row') {
      throw queryError('foreach goes through rows: foreach ($x in $rows) { $x.UserId }.', statement.source.place);
    }
    const stream = source.kind === 'stream' ? source.stream : streamOfValue(source, statement.source.place);
    const builder = builderOf(stream, env);
    const output = forEachRow(statement.body, builder, env, statement.place, statement.variable);
    return { operand: { kind: 'stream', stream: builder.stream }, output, env };
  }

  /** A loop over values that are written in the cell, whose body is a query of its own. */
  private turns(statement: Extract<Statement, { kind: 'foreach' }>): readonly TranslatedStatement[] | undefined {
    const source = statementOperand(statement.source, this.env());
    const items = source.kind === 'value' ? source.value.items : undefined;
    if (items === undefined) {
      return undefined;
    }
    if (items.length > mostTurns) {
      throw refused(
        `A loop over more than ${mostTurns} values`,
        'Ask once, with -in: Where-Object UserId -in $users.',
        statement.source.place,
      );
    }
    const before = this.variables;
    const results = items.flatMap((value) => {
      this.set(statement.variable, { kind: 'value', value });
      return statement.body.flatMap((inner) => this.translate(inner));
    });
    const assigned = before.get(statement.variable.toLowerCase());
    if (assigned !== undefined) {
      this.set(statement.variable, assigned);
    }
    return results;
  }

  private branch(statement: Extract<Statement, { kind: 'if' }>): readonly Statement[] {
    for (const { condition, body } of statement.branches) {
      const truth = truthOf(statementOperand(condition, this.env()), condition.place);
      if (typeof truth !== 'boolean') {
        throw refused('An if whose condition only the data knows', 'Use Where-Object.', condition.place);
      }
      if (truth) {
        return body;
      }
    }
    return statement.otherwise ?? [];
  }

  private assign(statement: Extract<Statement, { kind: 'assignment' }>): void {
    const { value, type, variablePlace } = statement;
    const name = statement.variable.toLowerCase();
    if (/^(_|psitem|true|false|null)$/.test(name)) {
      throw queryError(`$${statement.variable} cannot be assigned.`, variablePlace);
    }
    const env = this.env(true);
    let operand = this.assigned(value, env);
    if (type !== undefined && type.toLowerCase() !== 'array') {
      operand = { kind: 'value', value: castValue(type, valueOf(operand, value.place), value.place) };
    }
    const before = this.variables.get(name);
    if (statement.operator === '+=' && before !== undefined) {
      const [left, right] = [valueOf(before, variablePlace), valueOf(operand, value.place)];
      operand = { kind: 'value', value: arithmetic('+', left, right, statement.place) };
    }
    this.set(name, operand);
  }

  private assigned(value: Statement, env: Env): Operand {
    const { operand, output } = this.valueOf(value, env);
    if (output.display !== undefined) {
      throw refused(
        'A cmdlet that shows a result in an assignment',
        'Leave it out, and show the variable.',
        value.place,
      );
    }
    if (operand.kind === 'type' || operand.kind === 'block' || operand.kind === 'group') {
      throw refused('This in a variable', 'Assign a value or a query.', value.place);
    }
    return operand;
  }

  private valueOf(value: Statement, env: Env): Omit<Result, 'env'> {
    switch (value.kind) {
      case 'pipeline': {
        const [head] = value.elements;
        if (head?.kind === 'command' && findCommand(head.name)?.role === 'action') {
          throw refused(
            `The result of ${head.name} in a variable`,
            'Write it as a statement of its own.',
            head.namePlace,
          );
        }
        return this.run(value, env);
      }
      case 'foreach':
        return this.loop(value, env);
      case 'if':
        return { operand: { kind: 'value', value: statementValue(value, env) }, output: {} };
      case 'assignment':
        throw refused('An assignment in an assignment', 'Write two statements.', value.place);
    }
  }

  private set(name: string, operand: Operand): void {
    const key = name.toLowerCase();
    this.earlier.delete(key);
    this.written.add(key);
    this.variables = new Map([...this.variables, [key, operand]]);
  }

  private finish({ operand, output, env }: Result, place: Place): QueryStatement {
    if (operand.kind !== 'stream' && operand.kind !== 'value' && operand.kind !== 'row') {
      valueOf(operand, place);
    }
    const stream =
      operand.kind === 'stream'
        ? operand.stream
        : operand.kind === 'value' || operand.kind === 'row'
          ? streamOfValue(operand, place)
          : undefined;
    if (stream === undefined) {
      throw queryError('This gives no rows.', place);
    }
    const { kql, places } = finishQuery(stream, place, env);
    return {
      kind: 'query',
      kql,
      places,
      place,
      display: output.display ?? 'grid',
      ...(output.delimiter === undefined ? {} : { delimiter: output.delimiter }),
      needs: stream.needs ?? [],
      effects: output.effects ?? [],
      notes: env.cell.notes,
    };
  }

  private action(head: Command, { elements, place }: Extract<Statement, { kind: 'pipeline' }>): ActionStatement {
    const action = actionOf(bindCommand(head), this.env(true));
    const env = this.env();
    const columns = actionColumns[action.kind];
    const properties = columns.map((name) => ({ name, value: columnValue(columnName(name), 'string', name) }));
    const stream: Stream = {
      ...{ stages: [{ kql: actionTable, place: head.place }], row: { kind: 'object', properties }, columns },
      ...{ order: [], isInOrder: false, temporaries: [] },
    };
    const { operand, output } = continuePipeline(stream, [head, ...elements.slice(1)], env);
    const { kql, display, delimiter, effects } = this.finish({ operand, output, env }, place);
    return {
      kind: 'action',
      action,
      changesService: changesService(action),
      kql,
      display,
      ...(delimiter === undefined ? {} : { delimiter }),
      effects,
      place,
    };
  }
}

interface Result {
  readonly operand: Operand;
  readonly output: Output;
  readonly env: Env;
}
