import { refused } from '../../../kql/queryError';
import type { Expression } from '../../syntax/ast';
import type { Env } from '../context';
import { toText, toWhole } from '../conversions';
import { translateExpression, translateValue, typeNameOf } from '../expressions';
import { truthOf, valueOf } from '../operandValues';
import { stageKql, stageText } from '../streams/stream';
import { and, atom, boolValue, call, derived, not, numberValue, or, textValue, type Truth, type Value } from '../value';
import { arithmetic } from './arithmetic';
import { castValue } from './casts';
import { compareOperands } from './compareOperands';
import { comparisonOf } from './comparison';
import { textOperator } from './textOperators';
import { isOfType } from './typeTests';

/** The value of an operator before its operand: `-not $a`. */
export function translateUnary(node: Extract<Expression, { kind: 'unary' }>, env: Env): Value {
  switch (node.operator) {
    case '!':
    case '-not':
      return boolValue(not(translateTruth(node.operand, env)));
    case '-':
      return arithmetic('-', numberValue(0), translateValue(node.operand, env), node.place);
    case '+':
      return arithmetic('+', numberValue(0), translateValue(node.operand, env), node.place);
    case '-join':
      return textOperator('join', joinedValue(node.operand, env), textValue(''), false, node.place);
    case '-bnot':
      return derived(call('binary_not', toWhole(translateValue(node.operand, env), node.place)), 'long', false);
    default:
      throw refused(`${node.operator} before its operand`, "Write the text first: $_.A -split ','.", node.place);
  }
}

const bitwise: Readonly<Record<string, string>> = {
  '-band': 'binary_and',
  '-bor': 'binary_or',
  '-bxor': 'binary_xor',
  '-shl': 'binary_shift_left',
  '-shr': 'binary_shift_right',
};

/** The value of an operator between its operands: `$a -eq 1`. */
export function translateBinary(node: Extract<Expression, { kind: 'binary' }>, env: Env): Value {
  const { operator, place } = node;
  if (operator === '-and' || operator === '-or' || operator === '-xor') {
    const [a, b] = [translateTruth(node.left, env), translateTruth(node.right, env)];
    return boolValue(
      operator === '-and' ? and(a, b) : operator === '-or' ? or(a, b) : or(and(a, not(b)), and(not(a), b)),
    );
  }
  if (operator === '-is' || operator === '-isnot') {
    const truth = isOfType(translateValue(node.left, env), typeNameOf(node.right, env), place);
    return boolValue(operator === '-is' ? truth : not(truth));
  }
  if (operator === '-as') {
    return castValue(typeNameOf(node.right, env), translateValue(node.left, env), place);
  }
  const comparison = comparisonOf(operator, place);
  if (comparison !== undefined) {
    const [left, right] = [translateExpression(node.left, env), translateExpression(node.right, env)];
    return boolValue(compareOperands(comparison, left, right, node, env));
  }
  const [left, right] = [
    operator === '-join' ? joinedValue(node.left, env) : translateValue(node.left, env),
    translateValue(node.right, env),
  ];
  const bits = Object.hasOwn(bitwise, operator) ? bitwise[operator] : undefined;
  if (bits !== undefined) {
    return derived(call(bits, toWhole(left, place), toWhole(right, place)), 'long', false);
  }
  const word = /^-[ci]?(replace|split|join|f)$/.exec(operator)?.[1];
  return word === undefined
    ? arithmetic(operator, left, right, place)
    : textOperator(word, left, right, operator.startsWith('-c'), place);
}

/** What `-join` puts together: the values of a query, too. */
function joinedValue(node: Expression, env: Env): Value {
  const operand = translateExpression(node, env);
  if (operand.kind !== 'stream' || operand.isOfItem === true || operand.stream.row.kind !== 'value') {
    return valueOf(operand, node.place);
  }
  const { row, stages } = operand.stream;
  const texts = stageText([...stages.map(stageKql), `summarize Values = make_list(${toText(row.value).kql})`]);
  const kql = `toscalar(${texts})`;
  return { ...atom(kql), type: 'dynamic', isNull: false, list: kql };
}

/** A condition. */
function translateTruth(node: Expression, env: Env): Truth {
  return truthOf(translateExpression(node, env), node.place);
}
