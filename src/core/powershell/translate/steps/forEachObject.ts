import { queryError, refused, type Place } from '../../../kql/queryError';
import type { BoundCommand } from '../../commands/bindCommand';
import type { Statement } from '../../syntax/ast';
import { arithmetic } from '../operators/arithmetic';
import { expressionsOf, textsOf } from '../boundValues';
import { envOfRow, itemOf, type Env, type Operand } from '../context';
import { translateValue } from '../expressions';
import { statementOperand, statementValue } from '../nested';
import { truthOf, valueOf } from '../operandValues';
import { memberOperand } from '../members/members';
import { callMethod, isMethod } from '../members/methods';
import { translatePipeline, type Output } from '../pipeline';
import type { StreamBuilder } from '../streams/streamBuilder';
import { expandGroup } from './selectObject';
import { expandValue } from './expandValue';

/** `ForEach-Object { … }`, or the name of a property or a method. */
export function forEachObject(bound: BoundCommand, builder: StreamBuilder, env: Env): Output {
  const block = bound.given.get('Process')?.value;
  if (block?.kind === 'scriptBlock') {
    return forEachRow(block.statements, builder, env, block.place);
  }
  const [member] = textsOf(bound, 'MemberName', env);
  const rowEnv = envOfRow(env, builder);
  if (block !== undefined || member === undefined || rowEnv.item === undefined) {
    throw queryError(
      'ForEach-Object needs a block, or the name of a property: ForEach-Object UserId.',
      bound.namePlace,
    );
  }
  const { operand } = rowEnv.item;
  const list = expressionsOf(bound, 'ArgumentList').map((node) => translateValue(node, env));
  if (operand.kind === 'value' && (list.length > 0 || isMethod(operand.value, member.text))) {
    const made = callMethod(operand.value, member.text, list, member.place);
    goOnWith({ kind: 'value', value: made }, builder, member.place);
  } else {
    goOnWith(memberOperand(operand, member.text, rowEnv, member.place), builder, member.place);
  }
  return {};
}

/**
 * What the statements of a block give for each row becomes the rows.
 *
 * @param variable what a `foreach` calls the row; `$_` too, unless it is given
 */
export function forEachRow(
  statements: readonly Statement[],
  builder: StreamBuilder,
  env: Env,
  place: Place,
  variable?: string,
): Output {
  let rowEnv = rowOf(builder, env, variable);
  const results: Statement[] = [];
  const assigned = new Set(variable === undefined ? [] : [variable.toLowerCase()]);
  for (const statement of statements) {
    if (statement.kind === 'assignment') {
      if (results.length > 0) {
        throw refused('An assignment after a result', 'Assign first.', statement.place);
      }
      refuseCarried(statement, rowEnv, assigned);
      const name = statement.variable.toLowerCase();
      const operand = assignedOperand(statement, rowEnv);
      assigned.add(name);
      rowEnv = { ...rowEnv, variables: new Map([...rowEnv.variables, [name, operand]]) };
    } else {
      results.push(statement);
    }
  }
  const [only, second] = results;
  if (only === undefined) {
    throw queryError('This block gives nothing: write what it makes of each row, like $_.UserId.', place);
  }
  if (second !== undefined) {
    throw refused(
      'More than one result for each row',
      'Make one row of them: [pscustomobject]@{ A = $_.A; B = $_.B }, or use Select-Object.',
      second.place,
    );
  }
  return resultOf(only, builder, rowEnv);
}

/** A variable that each row would change for the next one: a query looks at each row by itself. */
function refuseCarried(
  { variable, operator, value, place }: Extract<Statement, { kind: 'assignment' }>,
  env: Env,
  assigned: ReadonlySet<string>,
): void {
  const name = variable.toLowerCase();
  if (!assigned.has(name) && (operator === '+=' || (env.variables.has(name) && reads(value, name)))) {
    throw refused(
      `$${variable} from one row to the next`,
      'Collect with $all = foreach ($x in $y) { $x.Property }, count with Measure-Object or Group-Object.',
      place,
    );
  }
}

function assignedOperand(statement: Extract<Statement, { kind: 'assignment' }>, env: Env): Operand {
  const { value, variable, operator, place } = statement;
  const operand = value.kind === 'if' ? valueOfIf(value, env) : statementOperand(value, env);
  const before = env.variables.get(variable.toLowerCase());
  if (operator === '=' || before === undefined) {
    return operand;
  }
  return { kind: 'value', value: arithmetic('+', valueOf(before, place), valueOf(operand, value.place), place) };
}

/** Whether a part of a cell has a variable in it. @param name in lower case */
function reads(part: unknown, name: string): boolean {
  if (typeof part !== 'object' || part === null) {
    return false;
  }
  const isVariable = 'kind' in part && part.kind === 'variable' && 'name' in part;
  return isVariable
    ? String(part.name).toLowerCase() === name
    : Object.values(part).some((child: unknown) => reads(child, name));
}

function rowOf(builder: StreamBuilder, env: Env, variable: string | undefined): Env {
  const rowEnv = envOfRow(env, builder);
  return variable === undefined
    ? rowEnv
    : { ...rowEnv, variables: new Map([...env.variables, [variable.toLowerCase(), itemOf(builder.row)]]) };
}

function valueOfIf(statement: Statement, env: Env): Operand {
  return { kind: 'value', value: statementValue(statement, env) };
}

function resultOf(statement: Statement, builder: StreamBuilder, env: Env): Output {
  switch (statement.kind) {
    case 'if': {
      const [branch, second] = statement.branches;
      if (branch !== undefined && second === undefined && statement.otherwise === undefined) {
        const condition = truthOf(statementOperand(branch.condition, env), branch.condition.place);
        builder.where(condition, branch.condition.place);
        return forEachRow(branch.body, builder, env, statement.place);
      }
      goOnWith(valueOfIf(statement, env), builder, statement.place);
      return {};
    }
    case 'foreach': {
      const source = statementOperand(statement.source, env);
      if (source.kind !== 'stream' || source.isOfItem !== true) {
        throw refused('A foreach over this in a foreach', 'Use Select-Object -ExpandProperty.', statement.place);
      }
      builder.replace(source.stream);
      return forEachRow(statement.body, builder, env, statement.place, statement.variable);
    }
    case 'assignment':
      throw queryError('This block gives nothing.', statement.place);
    case 'pipeline': {
      const { operand, output } = translatePipeline(statement.elements, env, statement.place);
      goOnWith(operand, builder, statement.place);
      return output;
    }
  }
}

/** What a block gave becomes the row. */
function goOnWith(operand: Operand, builder: StreamBuilder, place: Place): void {
  switch (operand.kind) {
    case 'value':
      expandValue(operand.value, builder, place);
      return;
    case 'row':
      builder.row = operand.row;
      return;
    case 'group':
      expandGroup(builder, operand.group, place);
      return;
    case 'stream':
      if (operand.isOfItem !== true) {
        throw refused(
          'A query for each row',
          'Take the values first, and ask once: $users = …; Get-AuditRecord | Where-Object UserId -in $users.',
          place,
        );
      }
      builder.replace(operand.stream);
      return;
    default:
      valueOf(operand, place);
  }
}
