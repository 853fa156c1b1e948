import { queryError, refused } from '../../../kql/queryError';
import type { BoundCommand } from '../../commands/bindCommand';
import { comparisonParameters } from '../../commands/comparisonParameters';
import type { Expression, ScriptBlock } from '../../syntax/ast';
import { optionalValue } from '../boundValues';
import { comparisonOf } from '../operators/comparison';
import { isOfType } from '../operators/typeTests';
import { translateExpression } from '../expressions';
import { statementOperand } from '../nested';
import { truthOf } from '../operandValues';
import { compareOperands } from '../operators/compareOperands';
import { envOfRow, type Env, type Operand } from '../context';
import { toText } from '../conversions';
import { memberOperand } from '../members/members';
import type { StreamBuilder } from '../streams/streamBuilder';
import { boolValue, not, type Truth } from '../value';

/** `Where-Object { … }`, or `Where-Object Property -eq Value`. */
export function whereObject(bound: BoundCommand, builder: StreamBuilder, env: Env): void {
  const block = bound.given.get('FilterScript')?.value;
  const rowEnv = envOfRow(env, builder);
  if (block === undefined) {
    builder.where(propertyTest(bound, rowEnv), bound.place);
    return;
  }
  if (block.kind !== 'scriptBlock') {
    throw queryError('Where-Object takes a block here: { $_.Property -eq 1 }.', block.place);
  }
  filterByBlock(block, builder, rowEnv);
}

/** The parts between `-and` become filters of their own: what must look into arrays comes after the others. */
function filterByBlock(block: ScriptBlock, builder: StreamBuilder, env: Env): void {
  const [only, second] = block.statements;
  if (only === undefined || second !== undefined) {
    throw refused(
      only === undefined ? 'An empty condition' : 'More than one statement in a condition',
      'Write one expression: { $_.Operation -eq "Send" -and $_.UserId -like "*admin*" }.',
      second?.place ?? block.place,
    );
  }
  const [element, more] = only.kind === 'pipeline' ? only.elements : [];
  if (element?.kind !== 'expression' || more !== undefined) {
    builder.where(truthOf(statementOperand(only, env), only.place), only.place);
    return;
  }
  let start = builder.length;
  for (const part of conjuncts(element.expression)) {
    const { length, row } = builder;
    const truth = truthOf(translateExpression(part, envOfRow(env, builder)), part.place);
    if (builder.row !== row) {
      start = builder.length;
    }
    const isPlain = builder.length === length && start <= length;
    builder.where(truth, part.place, isPlain ? start : builder.length);
    start += isPlain && truth !== true ? 1 : 0;
  }
}

function conjuncts(node: Expression): readonly Expression[] {
  if (node.kind === 'binary' && node.operator === '-and') {
    return [...conjuncts(node.left), ...conjuncts(node.right)];
  }
  return [node];
}

const operatorNames: ReadonlySet<string> = new Set(comparisonParameters.map(({ name }) => name));

/** `Property -eq Value`; the property alone asks whether it is true. */
function propertyTest(bound: BoundCommand, env: Env): Truth {
  const property = optionalValue(bound, 'Property', env);
  const name = property === undefined ? undefined : toText(property.value).constant;
  const item = env.item?.operand;
  if (property === undefined || typeof name !== 'string' || item === undefined) {
    throw queryError(
      'Where-Object needs a condition: { $_.Operation -eq "Send" }, or Operation -eq Send.',
      bound.namePlace,
    );
  }
  const target = memberOperand(item, name, env, property.place);
  const [operator, second] = [...bound.given.keys()].filter((key) => operatorNames.has(key));
  if (second !== undefined) {
    throw queryError(
      'Where-Object compares once: use a block with -and.',
      bound.given.get(second)?.place ?? bound.place,
    );
  }
  if (operator === undefined) {
    const truth = truthOf(target, property.place);
    return bound.given.has('Not') ? not(truth) : truth;
  }
  const place = bound.given.get(operator)?.place ?? bound.place;
  const value = bound.given.get('Value')?.value;
  if (value === undefined) {
    throw queryError(`-${operator} needs a value after it.`, place);
  }
  return testByOperator(operator, target, value, property.place, place, env);
}

function testByOperator(
  operator: string,
  target: Operand,
  value: Expression,
  propertyPlace: { readonly start: number; readonly length: number },
  place: { readonly start: number; readonly length: number },
  env: Env,
): Truth {
  if (operator === 'Is' || operator === 'IsNot') {
    const type = value.kind === 'literal' ? String(value.value).replace(/^\[|\]$/g, '') : '';
    if (target.kind !== 'value') {
      return operator === 'IsNot';
    }
    const truth = isOfType(target.value, type, place);
    return operator === 'Is' ? truth : not(truth);
  }
  const comparison = comparisonOf(operator, place);
  return comparison === undefined
    ? boolValue(false)
    : compareOperands(
        comparison,
        target,
        translateExpression(value, env),
        { left: { place: propertyPlace }, right: { place: value.place } },
        env,
      );
}
