import * as z from 'zod/mini';
import type { KustoType } from '../kustoType';
import type { LiteralExpression } from '../plan/plan';
import { queryError, type Place } from '../queryError';
import { formatDatetime, formatTimespan, maxDatetimeTicks, parseDatetime, parseTimespan } from '../values/dateTimeText';
import { unfolded, type Folds } from './foldedLists';
import { present, separatedItems, type KustoExpression } from './kusto/kusto';
import { className, expressionType, placeOf } from './kusto/kustoSymbols';

export function literal(type: KustoType, value: LiteralExpression['value']): LiteralExpression {
  return { kind: 'literal', type, value };
}

/** What a column has where a row lacks it: a text is empty, since no text is null in Kusto. */
export function missingValue(type: KustoType): LiteralExpression {
  return literal(type, type === 'string' ? '' : null);
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

/** The least and the greatest value of a type, which have names, as in `long(min)`. */
const extremes: Readonly<Partial<Record<KustoType, readonly [min: bigint | number, max: bigint | number]>>> = {
  int: [-(1n << 31n), (1n << 31n) - 1n],
  long: [-(1n << 63n), (1n << 63n) - 1n],
  real: [-Number.MAX_VALUE, Number.MAX_VALUE],
  datetime: [0n, maxDatetimeTicks],
  timespan: [-(1n << 63n), (1n << 63n) - 1n],
};

function readExtreme(text: string, type: KustoType): bigint | number | undefined {
  const [min, max] = extremes[type] ?? [];
  return text === 'min' ? min : text === 'max' ? max : undefined;
}

/** Whole numbers of so many bits. Hexadecimal digits are the bits, of negative numbers too. */
function readInteger(text: string, bits: number): bigint | undefined {
  const match = /^([+-]?)\s*(0x[0-9a-f]+|\d+)$/i.exec(text);
  if (match === null) {
    return undefined;
  }
  const digits = BigInt(match[2] ?? 0);
  const value = match[1] === '-' ? -digits : digits;
  const fits = /x/i.test(text) ? digits === BigInt.asUintN(bits, digits) : value === BigInt.asIntN(bits, value);
  return fits ? BigInt.asIntN(bits, value) : undefined;
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
  const read = readExtreme(value, type) ?? readers[type](value);
  if (read === undefined) {
    throw queryError(`"${value}" is no ${type}.`, place);
  }
  return literal(type, read);
}

/**
 * A `dynamic(...)` literal, as JSON text.
 *
 * @param folds what strings in arrays stand for
 */
export function readDynamic(node: Kusto.Language.Syntax.DynamicExpression, folds: Folds): LiteralExpression {
  const json = dynamicJson(present(node.Expression, 'dynamic value'), folds);
  return literal('dynamic', json === 'null' ? null : json);
}

function dynamicJson(node: KustoExpression, folds: Folds): string {
  const { Syntax } = Kusto.Language;
  if (node instanceof Syntax.JsonObjectExpression) {
    const pairs = separatedItems(node.Pairs).map(
      (pair) =>
        `${JSON.stringify(present(pair.Name?.ValueText, 'key'))}:${dynamicJson(present(pair.Value, 'value'), folds)}`,
    );
    return `{${pairs.join(',')}}`;
  }
  if (node instanceof Syntax.JsonArrayExpression) {
    return `[${separatedItems(node.Values)
      .flatMap((value) => foldedTexts(value, folds)?.map((text) => JSON.stringify(text)) ?? dynamicJson(value, folds))
      .join(',')}]`;
  }
  if (node instanceof Syntax.DynamicExpression) {
    return dynamicJson(present(node.Expression, 'dynamic value'), folds);
  }
  if (node instanceof Syntax.PrefixUnaryExpression) {
    const text = dynamicJson(present(node.Expression, 'number'), folds);
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

/** The strings of a list that a literal stands for; undefined where it stands for itself. */
export function foldedTexts(node: KustoExpression, folds: Folds): readonly string[] | undefined {
  return node instanceof Kusto.Language.Syntax.LiteralExpression && typeof node.LiteralValue === 'string'
    ? unfolded(node.LiteralValue, folds)
    : undefined;
}

/** The elements of a dynamic array of strings; undefined for anything else. */
export function textElements({ type, value }: LiteralExpression): readonly string[] | undefined {
  return type === 'dynamic' && typeof value === 'string' ? textsSchema.safeParse(JSON.parse(value)).data : undefined;
}

const textsSchema = z.array(z.string());

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
