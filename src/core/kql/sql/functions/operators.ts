import type { KustoType } from '../../kustoType';
import { notSupported } from '../../queryError';
import { maxDatetimeTicks } from '../../values/dateTimeText';
import { convert } from '../conversions';
import { bindValue, joinSql, sql, type Sql } from '../sql';
import { datetimeInRange } from '../sqlTypes';
import { computedSql } from './computed';
import { elementsOf } from './dynamics';
import type { Argument } from './argument';
import { argument, requiredArgument, type Call, type FunctionRow, type FunctionTable } from './functionTable';
import { cutToInt, cutToLong, tried, wrapping } from './wrapping';

const numberTypes: readonly KustoType[] = ['int', 'long', 'decimal', 'real'];

/** The type that two values are compared as: a dynamic one is read as the other's type, a text as a guid, numbers as the wider one's. */
function commonType(left: KustoType, right: KustoType): KustoType {
  if (left === right) {
    return left;
  }
  if (left === 'dynamic') {
    return right;
  }
  if (right === 'dynamic') {
    return left;
  }
  if (left === 'guid' || right === 'guid') {
    return 'guid';
  }
  const width = Math.max(numberTypes.indexOf(left), numberTypes.indexOf(right));
  return numberTypes[width] ?? left;
}

/** Two values as the type that they are compared as. */
export function comparable(
  left: Argument,
  right: Argument,
): { readonly type: KustoType; readonly left: Sql; readonly right: Sql } {
  const type = commonType(left.type, right.type);
  return { type, left: convert(left.sql, left.type, type), right: convert(right.sql, right.type, type) };
}

function isPresentLiteral({ literal }: Argument): boolean {
  return literal !== undefined && literal !== null;
}

/** DuckDB holds NaN equal to itself and greater than all else; to Kusto it is neither. */
function guardNaN(comparison: Sql, type: KustoType, operands: readonly Sql[]): Sql {
  return type === 'real'
    ? sql`(${comparison} AND ${joinSql(
        operands.map((operand) => sql`NOT isnan(${operand})`),
        sql` AND `,
      )})`
    : comparison;
}

/** `==`: with one null it is false, with two it is null. */
export function equals(left: Argument, right: Argument): Sql {
  const common = comparable(left, right);
  const equal = guardNaN(sql`${common.left} = ${common.right}`, common.type, [common.left, common.right]);
  if (common.type === 'string') {
    return sql`(${equal})`;
  }
  return isPresentLiteral(left) || isPresentLiteral(right)
    ? sql`coalesce(${equal}, FALSE)`
    : sql`coalesce(${equal}, CASE WHEN ${common.left} IS NULL AND ${common.right} IS NULL THEN NULL ELSE FALSE END)`;
}

function order(operator: Sql): FunctionRow {
  return (call) => {
    const { type, left, right } = comparable(requiredArgument(call, 0), requiredArgument(call, 1));
    return sql`(${guardNaN(sql`${left} ${operator} ${right}`, type, [left, right])})`;
  };
}

function between(call: Call): Sql {
  const [value, low] = [requiredArgument(call, 0), requiredArgument(call, 1)];
  const high = requiredArgument(call, 2);
  // A range of datetimes may be given as a start and a length.
  const top: Argument =
    value.type === 'datetime' && high.type === 'timespan'
      ? { sql: moved([low, high], sql` + `), type: 'datetime' }
      : high;
  const from = comparable(value, low);
  const to = comparable(value, top);
  return sql`(${from.left} >= ${from.right} AND ${to.left} <= ${to.right})`;
}

type Arithmetic = (left: Sql, right: Sql) => Sql;

function add(call: Call): Sql {
  return call.type === 'datetime'
    ? datetimeInRange(moved([requiredArgument(call, 0), requiredArgument(call, 1)], sql` + `))
    : arithmetic((left, right) => sql`(${left} + ${right})`, true)(call);
}

/** Ticks, from the year 1 or from 9999 on, that lead to no number beyond 64 bits: some 19,000 years. */
const longestMove = (1n << 63n) - maxDatetimeTicks;

/** A datetime moved by a timespan, of which a constant is mostly short enough to need no test. */
function moved(operands: readonly [Argument, Argument], operator: Sql): Sql {
  const ticks = sql`(${joinSql(
    operands.map(({ sql: value, type }) => convert(value, type, type === 'datetime' ? 'datetime' : 'timespan')),
    operator,
  )})`;
  const isShort = operands.some(
    ({ type, literal }) =>
      type === 'timespan' && typeof literal === 'bigint' && -longestMove < literal && literal < longestMove,
  );
  return isShort ? ticks : tried(ticks, operands);
}

function subtract(call: Call): Sql {
  const [left, right] = [requiredArgument(call, 0), requiredArgument(call, 1)];
  if (call.type === 'datetime') {
    return datetimeInRange(moved([left, right], sql` - `));
  }
  return left.type === 'datetime' || right.type === 'datetime'
    ? sql`(${argument(call, 0, 'datetime')} - ${argument(call, 1, 'datetime')})`
    : arithmetic((a, b) => sql`(${a} - ${b})`, true)(call);
}

/** Operands as the type of the result. Whole numbers wrap around; a timespan or decimal that is too long is null. */
function arithmetic(operation: Arithmetic, isSum: boolean): FunctionRow {
  return (call) => {
    const [left, right] = [argument(call, 0, call.type), argument(call, 1, call.type)];
    switch (call.type) {
      case 'int':
        return cutToInt(operation(sql`${left}::BIGINT`, sql`${right}::BIGINT`));
      case 'long':
        return wrapping(operation, isSum, [left, right], call.arguments);
      case 'timespan':
      case 'decimal':
        return tried(operation(left, right), call.arguments);
      default:
        return operation(left, right);
    }
  };
}

function multiply(call: Call): Sql {
  if (call.type === 'decimal') {
    return computedSql('decimal_product', [argument(call, 0, 'decimal'), argument(call, 1, 'decimal')]);
  }
  if (call.type !== 'timespan') {
    return arithmetic((left, right) => sql`(${left} * ${right})`, false)(call);
  }
  const [left, right] = [requiredArgument(call, 0), requiredArgument(call, 1)];
  return isFractional(left) || isFractional(right)
    ? sql`TRY_CAST(trunc(${argument(call, 0, 'real')} * ${argument(call, 1, 'real')}) AS BIGINT)`
    : tried(sql`(${left.sql} * ${right.sql})`, call.arguments);
}

function isFractional({ type }: Argument): boolean {
  return type === 'real' || type === 'decimal';
}

function divide(call: Call): Sql {
  const [left, right] = [requiredArgument(call, 0), requiredArgument(call, 1)];
  if (call.type === 'timespan') {
    return isFractional(right)
      ? sql`TRY_CAST(trunc(${left.sql} / ${argument(call, 1, 'real')}) AS BIGINT)`
      : quotient(left.sql, right);
  }
  const [a, b] = [argument(call, 0, call.type), argument(call, 1, call.type)];
  switch (call.type) {
    case 'int':
    case 'long':
      return quotient(a, { ...right, sql: b });
    case 'decimal':
      return computedSql('decimal_quotient', [a, b]);
    case 'real':
      return sql`(${a} / ${b})`;
    default:
      throw notSupported(`"/" of a ${left.type} by a ${right.type}`, call.place);
  }
}

/** Towards zero; null when it is by zero. The least number has no opposite, so DuckDB refuses to divide it by -1: it wraps around. */
function quotient(left: Sql, right: Argument): Sql {
  return isPresentLiteral(right) && right.literal !== -1n
    ? sql`(${left} // ${right.sql})`
    : sql`(CASE WHEN ${right.sql} = -1 THEN ${cutToLong(sql`(-(${left}::HUGEINT))`)} ELSE ${left} // ${right.sql} END)`;
}

/** The remainder is never negative. */
function modulo(call: Call): Sql {
  const { type } = call;
  const dividend = requiredArgument(call, 0);
  // A datetime by a timespan: its ticks are.
  const left = dividend.type === 'datetime' ? dividend.sql : argument(call, 0, type);
  const right = argument(call, 1, type);
  if (type === 'real') {
    return sql`fmod(${left}, abs(${right}))`;
  }
  const remainder = positiveRemainder(left, right);
  const divisor = requiredArgument(call, 1);
  // The remainder by -1 is where DuckDB refuses to divide the least number, which has no size itself.
  return isPresentLiteral(divisor) && divisor.literal !== -1n && divisor.literal !== -(1n << 63n)
    ? remainder
    : tried(remainder, call.arguments);
}

function positiveRemainder(left: Sql, right: Sql): Sql {
  return sql`((${left} % ${right} + abs(${right})) % abs(${right}))`;
}

/** The opposite; the least whole number, which has none, stays. */
function negate(call: Call): Sql {
  const value = argument(call, 0, call.type);
  switch (call.type) {
    case 'int':
      return cutToInt(sql`(-(${value}::BIGINT))`);
    case 'long':
      return wrapping((left, right) => sql`(${left} - ${right})`, true, [sql`0`, value], call.arguments);
    case 'timespan':
      // DuckDB reads two signs before a literal as none.
      return tried(sql`(0 - ${value})`, call.arguments);
    case 'dynamic':
      return bindValue(
        value,
        (
          json,
        ) => sql`CASE json_type(${json}) WHEN 'DOUBLE' THEN ${convert(sql`(-${convert(json, 'dynamic', 'real')})`, 'real', 'dynamic')}
          ELSE to_json(-(${convert(json, 'dynamic', 'long')}::HUGEINT)) END`,
      );
    default:
      return sql`(-${value})`;
  }
}

/** Rounds down to a multiple: `bin()`, from a start that is 0 unless it is given. */
export function floorToMultiple(value: Sql, size: Sql, type: KustoType): Sql {
  return type === 'real' || type === 'decimal'
    ? sql`(floor(${value} / ${size}) * ${size})`
    : bindValue(value, (whole) =>
        // A datetime's ticks are never negative.
        type === 'datetime'
          ? sql`(${whole} - ${whole} % ${size})`
          : sql`(${whole} - ${positiveRemainder(whole, size)})`,
      );
}

function inList(caseInsensitive: boolean): FunctionRow {
  return (call) => {
    const value = requiredArgument(call, 0);
    const items = call.arguments.slice(1);
    const isPlain = (item: Argument): boolean => isPlainItem(value, item);
    const plain = items.filter(isPlain);
    const tests = items
      .filter((item) => plain.length < 2 || !isPlain(item))
      .map((item) => memberTest(value, item, caseInsensitive));
    return sql`(${joinSql(
      plain.length < 2 ? tests : [plainMemberTest(value, plain, caseInsensitive), ...tests],
      sql` OR `,
    )})`;
  };
}

/** Constants of the value's type can be looked up; nothing equals NaN. */
function isPlainItem(value: Argument, item: Argument): boolean {
  return item.type === value.type && value.type !== 'dynamic' && value.type !== 'real' && isPresentLiteral(item);
}

/** One look-up instead of a comparison with each item: of thousands, these take seconds. */
function plainMemberTest(value: Argument, items: readonly Argument[], caseInsensitive: boolean): Sql {
  if (value.type !== 'string') {
    return sql`coalesce(${value.sql} IN (${items.map((item) => item.sql)}), FALSE)`;
  }
  const fold = (text: Sql): Sql => (caseInsensitive ? sql`lower(${text})` : text);
  return sql`(${fold(value.sql)} IN (${items.map((item) => fold(item.sql))}))`;
}

/** Types of values that are found in a dynamic array by their text: whole numbers too, since 5.5 would become 5. */
const comparedAsText: ReadonlySet<KustoType> = new Set(['string', 'dynamic', 'int', 'long']);

/** An item of an `in` list: a value, or a dynamic array that stands for its elements. */
function memberTest(value: Argument, item: Argument, caseInsensitive: boolean): Sql {
  const fold = (text: Sql): Sql => (caseInsensitive ? sql`lower(${text})` : text);
  if (item.type === 'dynamic') {
    const isText = comparedAsText.has(value.type);
    const element = isText ? fold(sql`(element ->> '$')`) : convert(sql`element`, 'dynamic', value.type);
    const elements = sql`list_transform(coalesce(${elementsOf(item.sql)}, [${item.sql}]), lambda element: ${element})`;
    const wanted = isText ? fold(convert(value.sql, value.type, 'string')) : value.sql;
    return sql`coalesce(list_contains(${elements}, ${wanted}), FALSE)`;
  }
  if (caseInsensitive) {
    return sql`(${fold(convert(value.sql, value.type, 'string'))} = ${fold(convert(item.sql, item.type, 'string'))})`;
  }
  return equals(value, item);
}

export function not(row: FunctionRow): FunctionRow {
  return (call) => sql`(NOT ${row(call)})`;
}

const equal: FunctionRow = (call) => equals(requiredArgument(call, 0), requiredArgument(call, 1));

export const operatorFunctions: FunctionTable = {
  '==': equal,
  '!=': not(equal),
  '<>': not(equal),
  '<': order(sql`<`),
  '<=': order(sql`<=`),
  '>': order(sql`>`),
  '>=': order(sql`>=`),
  and: (call) => sql`(${argument(call, 0, 'bool')} AND ${argument(call, 1, 'bool')})`,
  or: (call) => sql`(${argument(call, 0, 'bool')} OR ${argument(call, 1, 'bool')})`,
  not: (call) => sql`(NOT ${argument(call, 0, 'bool')})`,
  between,
  '!between': not(between),
  in: inList(false),
  '!in': not(inList(false)),
  'in~': inList(true),
  '!in~': not(inList(true)),
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '%': modulo,
  negate,
};
