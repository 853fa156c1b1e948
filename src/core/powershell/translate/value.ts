import type { KustoType } from '../../kql/kustoType';
import { datetimeLiteral, quoted, timespanLiteral } from './kqlText';

/** An expression of KQL. */
export interface Kql {
  readonly kql: string;
  /** It needs no parentheses, wherever it stands. */
  readonly isAtom: boolean;
}

/** A condition; one that is known is true or false. It is never null. */
export type Truth = boolean | Kql;

/** The value of a constant; a datetime and a timespan are their ticks, as text. */
export type Constant = string | number | boolean | null;

/** A value of PowerShell, as an expression of KQL. Plain data, so that it can be kept and sent. */
export interface Value extends Kql {
  readonly type: KustoType;
  /** When it is `$null`. Texts of KQL have no null: that of a field asks the record. */
  readonly isNull: Truth;
  /** The documents say that it is always there: then only `-eq $null` asks `isNull`. */
  readonly isRequired?: boolean;
  /** When the property that it came from does not exist. */
  readonly isMissing?: Truth;
  /** What is known before the query runs. */
  readonly constant?: Constant;
  /** The elements of an array that is written in the cell. */
  readonly items?: readonly Value[];
  /** An array with all its elements, where the value is one of them if there is one, and null if there is none. */
  readonly list?: string;
  /** A dynamic value that stands for one element of an array. */
  readonly isElement?: boolean;
  /** A property of such an element, which may be an array itself: its elements are gone through one by one. */
  readonly isMember?: boolean;
  /** An element that is a whole record: its properties have the types of the columns. */
  readonly isRecord?: boolean;
  /** A part of a text that a regular expression took: `.Value` is the text itself. */
  readonly isCapture?: boolean;
  /** The type of the elements of `list`, where it is known. */
  readonly elementType?: KustoType;
  /** What a column of it is called. */
  readonly name?: string;
}

export function atom(kql: string): Kql {
  return { kql, isAtom: true };
}

export function compound(kql: string): Kql {
  return { kql, isAtom: false };
}

/** An operand of an operator. */
export function operand({ kql, isAtom }: Kql): string {
  return isAtom ? kql : `(${kql})`;
}

export function call(name: string, ...list: readonly (Kql | string)[]): Kql {
  return atom(`${name}(${list.map((item) => (typeof item === 'string' ? item : item.kql)).join(', ')})`);
}

export const nullValue: Value = { ...atom('dynamic(null)'), type: 'dynamic', isNull: true, constant: null };

export function textValue(text: string): Value {
  return { ...atom(quoted(text)), type: 'string', isNull: false, constant: text };
}

export function boolValue(truth: Truth): Value {
  return typeof truth === 'boolean'
    ? { ...atom(String(truth)), type: 'bool', isNull: false, constant: truth }
    : { ...truth, type: 'bool', isNull: false };
}

export function numberValue(number: number | bigint, isReal = false): Value {
  if (typeof number === 'bigint') {
    return { ...atom(`long(${String(number)})`), type: 'long', isNull: false };
  }
  const type = isReal || !Number.isInteger(number) ? 'real' : 'long';
  const digits = Number.isSafeInteger(number) ? String(number) : `real(${String(number)})`;
  const kql =
    type === 'real' && Number.isSafeInteger(number)
      ? `${digits}.0`
      : Number.isInteger(number)
        ? digits
        : `real(${String(number)})`;
  return { kql, isAtom: number >= 0 || kql.startsWith('real'), type, isNull: false, constant: number };
}

export function datetimeValue(ticks: bigint): Value {
  return { ...atom(datetimeLiteral(ticks)), type: 'datetime', isNull: false, constant: String(ticks) };
}

export function timespanValue(ticks: bigint): Value {
  return { kql: timespanLiteral(ticks), isAtom: ticks >= 0n, type: 'timespan', isNull: false, constant: String(ticks) };
}

export function arrayValue(items: readonly Value[]): Value {
  const constants = items.map(jsonOf);
  const kql = constants.every((item) => item !== undefined)
    ? `dynamic([${constants.join(', ')}])`
    : `pack_array(${items.map((item) => item.kql).join(', ')})`;
  return { ...atom(kql), type: 'dynamic', isNull: false, items, list: kql };
}

/** A constant as it stands in a dynamic literal. */
function jsonOf({ constant, type }: Value): string | undefined {
  return constant === undefined || type === 'datetime' || type === 'timespan' ? undefined : JSON.stringify(constant);
}

/** A value that is computed of others, and null where they are. */
export function derived(kql: Kql, type: KustoType, isNull: Truth): Value {
  return { ...kql, type, isNull };
}

/** A column that a stage of the query made. */
export function columnValue(kql: string, type: KustoType, name?: string): Value {
  const isNull = type === 'string' ? call('isempty', kql) : call('isnull', kql);
  return { ...atom(kql), type, isNull, ...(name === undefined ? {} : { name }) };
}

/** Whether a value can be null where it counts. */
export function nullOf(value: Value): Truth {
  return value.isRequired === true ? false : value.isNull;
}

export function not(truth: Truth): Truth {
  if (typeof truth === 'boolean') {
    return !truth;
  }
  const negated = negatedCall(truth.kql);
  return negated === undefined ? call('not', truth) : atom(negated);
}

/** `isnull(x)` becomes `isnotnull(x)`. */
function negatedCall(kql: string): string | undefined {
  const found = /^is(not)?(null|empty)\([^()]*\)$/.exec(kql);
  return found === null ? undefined : kql.replace(/^is(not)?/, found[1] === undefined ? 'isnot' : 'is');
}

export function and(...truths: readonly Truth[]): Truth {
  return joined(truths, 'and', false);
}

export function or(...truths: readonly Truth[]): Truth {
  return joined(truths, 'or', true);
}

/** @param decisive what makes the whole the same, whatever the others are */
function joined(truths: readonly Truth[], word: string, decisive: boolean): Truth {
  if (truths.includes(decisive)) {
    return decisive;
  }
  const open = truths
    .filter((truth) => typeof truth !== 'boolean')
    .filter((truth, index, all) => all.findIndex(({ kql }) => kql === truth.kql) === index);
  const [first] = open;
  if (first === undefined) {
    return !decisive;
  }
  return open.length === 1 ? first : compound(open.map(operand).join(` ${word} `));
}

export function truthKql(truth: Truth): Kql {
  return typeof truth === 'boolean' ? atom(String(truth)) : truth;
}

/** A value by a condition. */
export function choose(condition: Truth, yes: Value, no: Value): Value {
  if (typeof condition === 'boolean') {
    return condition ? yes : no;
  }
  const type = yes.constant === null ? no.type : no.constant === null ? yes.type : commonType(yes.type, no.type);
  const isNull = or(and(condition, nullOf(yes)), and(not(condition), nullOf(no)));
  return derived(call('iff', condition, typed(yes, type), typed(no, type)), type, isNull);
}

const numberTypes: readonly KustoType[] = ['int', 'long', 'real'];

function commonType(left: KustoType, right: KustoType): KustoType {
  const width = Math.max(numberTypes.indexOf(left), numberTypes.indexOf(right));
  const areNumbers = numberTypes.includes(left) && numberTypes.includes(right);
  return left === right ? left : areNumbers ? (numberTypes[width] ?? 'dynamic') : 'dynamic';
}

/** A value as another type, where that says the same. */
function typed(value: Value, type: KustoType): Kql {
  if (value.type === type) {
    return value;
  }
  if (value.constant === null) {
    return type === 'string' ? atom('""') : type === 'dynamic' ? value : atom(`${type}(null)`);
  }
  if (type !== 'dynamic') {
    return call(`to${type}`, value);
  }
  return memberless(value);
}

/** As a dynamic value that holds what the value is. */
export function memberless(value: Value): Kql {
  return value.type === 'dynamic' ? value : atom(`pack_array(${value.kql})[0]`);
}

/** A row as PowerShell writes it as a text: `@{A=1; B=2}`. */
export function concatenatedText(parts: readonly { readonly name: string; readonly text: Kql }[]): Kql {
  const texts = parts.flatMap(({ name, text }, index) => [quoted(`${index === 0 ? '@{' : '; '}${name}=`), text.kql]);
  return call('strcat', ...texts, '"}"');
}
