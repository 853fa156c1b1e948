import type { KustoType } from '../kustoType';
import type { LiteralExpression } from '../plan/plan';
import { queryError, type Place } from '../queryError';
import { formatDatetime, formatTimespan, parseDatetime, parseTimespan } from '../values/dateTimeText';
import { present, separatedItems, type KustoExpression } from './kusto/kusto';
import { className, expressionType, placeOf } from './kusto/kustoSymbols';

export function literal(type: KustoType, value: LiteralExpression['value']): LiteralExpression {
  return { kind: 'literal', type, value };
}

/** How the text of a literal is read, by its type; undefined for a text that is none. */
const readers: Readonly<Record<KustoType, (text: string) => LiteralExpression['value'] | undefined>> = {
  bool: (text) => (/^(true|1)$/i.test(text) ? true : /^(false|0)$/i.test(text) ? false : undefined),
  int: (text) => readInteger(text, 32),
  long: (text) => readInteger(text, 64),
  real: readReal,
  decimal: (text) => text,
  guid: readGuid,
  string: (text) => text,
  datetime: parseDatetime,
  timespan: parseTimespan,
  dynamic: (text) => text,
};

/** Whole numbers of so many bits. Hexadecimal digits are the bits, of negative numbers too. */
function readInteger(text: string, bits: number): bigint | undefined {
  const match = /^([+-]?)\s*(0x[0-9a-f]+|\d+)$/i.exec(text);
  const value = match === null ? undefined : BigInt(match[2] ?? 0) * (match[1] === '-' ? -1n : 1n);
  if (value === undefined || (value !== BigInt.asIntN(bits, value) && !/x/i.test(text))) {
    return undefined;
  }
  return BigInt.asIntN(bits, value);
}

/** With or without hyphens, and in braces or parentheses. */
function readGuid(text: string): string | undefined {
  const digits = text.toLowerCase().replaceAll(/[-{}()]/g, '');
  return /^[0-9a-f]{32}$/.test(digits) ? text.toLowerCase() : undefined;
}

function readReal(text: string): number | undefined {
  const infinity = /^([+-]?)inf(?:inity)?$/i.exec(text);
  if (infinity !== null) {
    return infinity[1] === '-' ? -Infinity : Infinity;
  }
  const value = Number(text);
  return /^nan$/i.test(text) ? NaN : Number.isNaN(value) ? undefined : value;
}

/**
 * The value of a literal.
 *
 * It is read from the literal's text: the bridge cuts datetimes to seconds and longs to doubles. A typed literal (`datetime(...)`)
 * holds its value in parentheses, with or without quotes.
 *
 * @param type what it is, where the language service has not bound it.
 */
export function readLiteral(
  node: Kusto.Language.Syntax.LiteralExpression,
  type: KustoType = expressionType(node),
): LiteralExpression {
  if (type === 'string') {
    return literal(type, String(node.LiteralValue));
  }
  return typedLiteral(present(node.Token?.Text, 'literal text'), type, placeOf(node));
}

/**
 * The value of a text as a query would write it: `42`, `datetime(2026-06-15)`, `1h`.
 *
 * @throws EngineError `query` at the place, where it is no value of the type.
 */
export function typedLiteral(written: string, type: KustoType, place: Place): LiteralExpression {
  const text = written.trim();
  const typed = /^[a-z]+\s*\(([^]*)\)$/i.exec(text)?.[1]?.trim() ?? text;
  const value = typed.replace(/^(["'])([^]*)\1$/, '$2');
  if (/^null$/i.test(value) || (typed !== text && value === '')) {
    return literal(type, null);
  }
  const read = readers[type](value);
  if (read === undefined) {
    throw queryError(`"${value}" is no ${type}.`, place);
  }
  return literal(type, read);
}

/** A `dynamic(...)` literal, as JSON text. */
export function readDynamic(node: Kusto.Language.Syntax.DynamicExpression): LiteralExpression {
  const json = dynamicJson(present(node.Expression, 'dynamic value'));
  return literal('dynamic', json === 'null' ? null : json);
}

function dynamicJson(node: KustoExpression): string {
  const { Syntax } = Kusto.Language;
  if (node instanceof Syntax.JsonObjectExpression) {
    const pairs = separatedItems(node.Pairs).map(
      (pair) => `${JSON.stringify(present(pair.Name?.ValueText, 'key'))}:${dynamicJson(present(pair.Value, 'value'))}`,
    );
    return `{${pairs.join(',')}}`;
  }
  if (node instanceof Syntax.JsonArrayExpression) {
    return `[${separatedItems(node.Values).map(dynamicJson).join(',')}]`;
  }
  if (node instanceof Syntax.DynamicExpression) {
    return dynamicJson(present(node.Expression, 'dynamic value'));
  }
  if (node instanceof Syntax.PrefixUnaryExpression) {
    const text = dynamicJson(present(node.Expression, 'number'));
    return node.Operator?.Text === '-' ? `-${text}` : text;
  }
  if (node instanceof Syntax.CompoundStringLiteralExpression) {
    return JSON.stringify(String(node.LiteralValue));
  }
  if (node instanceof Syntax.LiteralExpression) {
    const text = node.Token?.Text ?? '';
    // Inside of JSON a whole number may have any size.
    return /^\d+$/.test(text) ? String(BigInt(text)) : literalJson(readLiteral(node), text);
  }
  throw queryError(`A ${className(node)} cannot stand in a dynamic literal.`, placeOf(node));
}

/** A number keeps its text (`1.50`, and digits beyond a double's); what JSON has no form for is a string. */
function literalJson({ type, value }: LiteralExpression, text: string): string {
  if (value === null) {
    return 'null';
  }
  switch (type) {
    case 'bool':
      return String(value);
    case 'int':
    case 'long':
      return String(value);
    case 'real':
      return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? text : JSON.stringify(String(value));
    case 'datetime':
      return JSON.stringify(formatDatetime(BigInt(String(value))));
    case 'timespan':
      return JSON.stringify(formatTimespan(BigInt(String(value))));
    default:
      return JSON.stringify(String(value));
  }
}
