import type { Expression, LiteralExpression } from './plan';

type Value = LiteralExpression['value'];
type Operation<Operand> = (left: Operand, right: Operand) => Operand;

const wholeOperations: Readonly<Record<string, Operation<bigint>>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
};

const realOperations: Readonly<Record<string, Operation<number>>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
};

/** The value that an expression has before the query runs: that of a literal, or of arithmetic with numbers; else undefined. */
export function knownValue(expression: Expression): Value | undefined {
  if (expression.kind === 'literal') {
    return expression.value;
  }
  if (expression.kind !== 'call' || expression.arguments.length !== 2) {
    return undefined;
  }
  const [left, right] = expression.arguments.map(knownValue);
  if (expression.type === 'real' && isNumber(left) && isNumber(right)) {
    return operation(realOperations, expression.name)?.(Number(left), Number(right));
  }
  const isWhole = expression.type === 'int' || expression.type === 'long';
  if (isWhole && typeof left === 'bigint' && typeof right === 'bigint') {
    const value = operation(wholeOperations, expression.name)?.(left, right);
    // Beyond its type a sum is cut, which is left to the query.
    return value === undefined || BigInt.asIntN(expression.type === 'int' ? 32 : 64, value) !== value
      ? undefined
      : value;
  }
  return undefined;
}

function operation<Operand>(
  table: Readonly<Record<string, Operation<Operand>>>,
  name: string,
): Operation<Operand> | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function isNumber(value: Value | undefined): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}
