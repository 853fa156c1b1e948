import { maxDatetimeTicks, ticksPerDay } from '../../../../../src/core/kql/values/dateTimeText';
import {
  compareValues,
  items,
  literalText,
  real,
  text,
  whole,
  type ReferenceColumn,
  type ReferenceType,
  type Row,
  type Value,
} from './value';

/** A scalar expression: its text, and what it is for a row. */
export interface Scalar {
  readonly kql: string;
  readonly type: ReferenceType;
  /** The column that it is, and nothing more. */
  readonly column?: string;
  valueOf(row: Row): Value;
}

export interface ReferenceFunction {
  /** A parameter that is a value must be given as that literal, or as one of those. */
  readonly parameters: readonly (ReferenceType | { readonly type: ReferenceType; readonly oneOf: readonly Value[] })[];
  readonly result: ReferenceType;
  readonly print: (args: readonly string[]) => string;
  readonly compute: (args: readonly Value[]) => Value;
}

export function columnScalar(columns: readonly ReferenceColumn[], index: number): Scalar {
  const { name, type } = columns[index] ?? { name: '', type: 'dynamic' };
  return { kql: nameText(name), column: name, type, valueOf: (row) => row[index] ?? null };
}

export function literalScalar(type: ReferenceType, value: Value): Scalar {
  return { kql: literalText(type, value), type, valueOf: () => value };
}

export function callScalar({ print, compute, result }: ReferenceFunction, args: readonly Scalar[]): Scalar {
  return {
    kql: print(args.map(({ kql }) => kql)),
    type: result,
    valueOf: (row) => compute(args.map((argument) => argument.valueOf(row))),
  };
}

export function nameText(name: string): string {
  return /^[a-z]\d?$/i.test(name) ? name : `[${JSON.stringify(name)}]`;
}

type Compute = (args: readonly Value[]) => Value;

const infix =
  (operator: string) =>
  ([left, right]: readonly string[]): string =>
    `(${left ?? ''} ${operator} ${right ?? ''})`;

const prefix =
  (name: string) =>
  (args: readonly string[]): string =>
    `${name}(${args.join(', ')})`;

/** Null where an argument is null. */
const strict =
  (compute: (...args: [Value, Value, Value]) => Value): Compute =>
  ([a = null, b, c]) =>
    a === null || b === null || c === null ? null : compute(a, b ?? null, c ?? null);

function wrap(value: bigint, type: ReferenceType): bigint {
  return BigInt.asIntN(type === 'int' ? 32 : 64, value);
}

function inRange(ticks: bigint): bigint | null {
  return ticks >= 0n && ticks <= maxDatetimeTicks ? ticks : null;
}

function remainder(value: bigint, size: bigint): bigint {
  const positive = size < 0n ? -size : size;
  return ((value % positive) + positive) % positive;
}

const widths: readonly ReferenceType[] = ['int', 'long', 'real'];
const numberPairs = widths.flatMap((left) =>
  widths.map((right) => ({ left, right, wider: widths.indexOf(left) > widths.indexOf(right) ? left : right })),
);

/** As the real engine has answered: one null equals nothing, so `!=` is true of it; of two nulls nothing is known. */
function isEqual([left = null, right = null]: readonly Value[]): boolean | null {
  if (left === null && right === null) {
    return null;
  }
  return left !== null && right !== null && equalValues(left, right);
}

function equalValues(left: Value, right: Value): boolean {
  return typeof left === 'number' || typeof right === 'number' ? real(left) === real(right) : left === right;
}

const negated =
  (compute: Compute): Compute =>
  (args) => {
    const value = compute(args);
    return value === null ? null : value !== true;
  };

const ordering: Readonly<Record<string, (comparison: number) => boolean>> = {
  '<': (comparison) => comparison < 0,
  '<=': (comparison) => comparison <= 0,
  '>': (comparison) => comparison > 0,
  '>=': (comparison) => comparison >= 0,
};

/** NaN is neither less nor more than anything. */
const ordered = (accept: (comparison: number) => boolean): Compute =>
  strict((left, right) => {
    const isReal = typeof left === 'number' || typeof right === 'number';
    return isReal
      ? !Number.isNaN(real(left) + real(right)) && accept(Math.sign(real(left) - real(right)))
      : accept(compareValues(left, right));
  });

const comparable: readonly (readonly [ReferenceType, ReferenceType])[] = [
  ...numberPairs.map(({ left, right }): readonly [ReferenceType, ReferenceType] => [left, right]),
  ['datetime', 'datetime'],
  ['timespan', 'timespan'],
];

const comparisons: readonly ReferenceFunction[] = [
  ...[...comparable, ['string', 'string'] as const, ['bool', 'bool'] as const].flatMap(
    (parameters): ReferenceFunction[] => [
      { parameters, result: 'bool', print: infix('=='), compute: isEqual },
      { parameters, result: 'bool', print: infix('!='), compute: negated(isEqual) },
    ],
  ),
  ...comparable.flatMap((parameters) =>
    Object.entries(ordering).map(([operator, accept]): ReferenceFunction => ({
      parameters,
      result: 'bool',
      print: infix(operator),
      compute: ordered(accept),
    })),
  ),
  ...(['long', 'real', 'datetime'] as const).map((type): ReferenceFunction => ({
    parameters: [type, type, type],
    result: 'bool',
    print: ([value, low, high]) => `(${value ?? ''} between (${low ?? ''} .. ${high ?? ''}))`,
    compute: ([value = null, low = null, high = null]) =>
      both(ordered((sign) => sign >= 0)([value, low]), ordered((sign) => sign <= 0)([value, high])),
  })),
];

function both(left: Value, right: Value): Value {
  return left === false || right === false ? false : left === null || right === null ? null : true;
}

function either(left: Value, right: Value): Value {
  return left === true || right === true ? true : left === null || right === null ? null : false;
}

const logic: readonly ReferenceFunction[] = [
  { parameters: ['bool', 'bool'], result: 'bool', print: infix('and'), compute: ([a = null, b = null]) => both(a, b) },
  { parameters: ['bool', 'bool'], result: 'bool', print: infix('or'), compute: ([a = null, b = null]) => either(a, b) },
  { parameters: ['bool'], result: 'bool', print: prefix('not'), compute: strict((value) => value !== true) },
];

const isTermCharacter = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** The term, with no letter or digit beside it where it begins or ends with one. */
function hasTerm(value: string, term: string): boolean {
  const characters = Array.from(value);
  const wanted = Array.from(term);
  return characters
    .concat('')
    .some(
      (_, start) =>
        wanted.every((character, index) => characters[start + index] === character) &&
        !(isTermCharacter(wanted[0]) && isTermCharacter(characters[start - 1])) &&
        !(isTermCharacter(wanted.at(-1)) && isTermCharacter(characters[start + wanted.length])),
    );
}

const textTests: Readonly<Record<string, (value: string, part: string) => boolean>> = {
  contains: (value, part) => value.includes(part),
  startswith: (value, part) => value.startsWith(part),
  endswith: (value, part) => value.endsWith(part),
  has: hasTerm,
};

/** An operator on texts, which looks at the case, or does not. */
function textTest(
  operator: string,
  test: (value: string, part: string) => boolean,
  isFolded: boolean,
  isNegated: boolean,
): ReferenceFunction {
  const fold = (value: Value): string => (isFolded ? text(value).toLowerCase() : text(value));
  return {
    parameters: ['string', 'string'],
    result: 'bool',
    print: infix(operator),
    compute: strict((value, part) => test(fold(value), fold(part)) !== isNegated),
  };
}

const texts: readonly ReferenceFunction[] = [
  textTest('=~', (value, part) => value === part, true, false),
  textTest('!~', (value, part) => value === part, true, true),
  ...Object.entries(textTests).flatMap(([name, test]) => [
    textTest(name, test, true, false),
    textTest(`!${name}`, test, true, true),
    textTest(`${name}_cs`, test, false, false),
    textTest(`!${name}_cs`, test, false, true),
  ]),
  {
    parameters: ['string', 'string'],
    result: 'string',
    print: prefix('strcat'),
    compute: (args) => args.map(text).join(''),
  },
  {
    parameters: ['string'],
    result: 'string',
    print: prefix('toupper'),
    compute: strict((value) => text(value).toUpperCase()),
  },
  {
    parameters: ['string'],
    result: 'string',
    print: prefix('tolower'),
    compute: strict((value) => text(value).toLowerCase()),
  },
  {
    parameters: ['string'],
    result: 'long',
    print: prefix('strlen'),
    compute: strict((value) => BigInt(text(value).length)),
  },
  {
    parameters: ['string', 'string'],
    result: 'long',
    print: prefix('indexof'),
    compute: strict((value, part) => BigInt(text(value).indexOf(text(part)))),
  },
  {
    parameters: ['string', { type: 'long', oneOf: [0n, 1n, 3n] }, { type: 'long', oneOf: [0n, 1n, 2n, 9n] }],
    result: 'string',
    print: prefix('substring'),
    compute: strict((value, start, length) => text(value).slice(Number(start), Number(start) + Number(length))),
  },
  {
    parameters: ['string', { type: 'string', oneOf: ['a', ' ', 'ab', '-'] }, 'string'],
    result: 'string',
    print: prefix('replace_string'),
    compute: strict((value, part, other) => text(value).split(text(part)).join(text(other))),
  },
];

type Operation<T> = (left: T, right: T) => T | null;

function arithmetic(
  operator: string,
  ofWhole: Operation<bigint>,
  ofReal: Operation<number>,
): readonly ReferenceFunction[] {
  return numberPairs.map(({ left, right, wider }) => ({
    parameters: [left, right],
    result: wider === 'real' ? 'real' : 'long',
    print: infix(operator),
    compute: strict((a, b) => {
      if (wider === 'real') {
        return ofReal(real(a), real(b));
      }
      const result = ofWhole(whole(a), whole(b));
      return result === null ? null : wrap(result, 'long');
    }),
  }));
}

const times: ReferenceFunction[] = [
  {
    parameters: ['datetime', 'timespan'],
    result: 'datetime',
    print: infix('+'),
    compute: strict((a, b) => inRange(whole(a) + whole(b))),
  },
  {
    parameters: ['datetime', 'timespan'],
    result: 'datetime',
    print: infix('-'),
    compute: strict((a, b) => inRange(whole(a) - whole(b))),
  },
  {
    parameters: ['datetime', 'datetime'],
    result: 'timespan',
    print: infix('-'),
    compute: strict((a, b) => whole(a) - whole(b)),
  },
  {
    parameters: ['timespan', 'timespan'],
    result: 'timespan',
    print: infix('+'),
    compute: strict((a, b) => whole(a) + whole(b)),
  },
  {
    parameters: ['timespan', 'timespan'],
    result: 'timespan',
    print: infix('-'),
    compute: strict((a, b) => whole(a) - whole(b)),
  },
  {
    parameters: ['timespan', 'timespan'],
    result: 'real',
    print: infix('/'),
    compute: strict((a, b) => real(a) / real(b)),
  },
  {
    parameters: ['datetime'],
    result: 'datetime',
    print: prefix('startofday'),
    compute: strict((a) => whole(a) - remainder(whole(a), ticksPerDay)),
  },
];

const bins: readonly ReferenceFunction[] = [
  ...(['int', 'long', 'timespan', 'datetime'] as const).map((type): ReferenceFunction => ({
    parameters: [
      type,
      type === 'int' || type === 'long'
        ? { type, oneOf: [1n, 3n, 10n] }
        : { type: 'timespan', oneOf: [36_000_000_000n, 70_000_003n] },
    ],
    result: type === 'int' ? 'long' : type,
    print: prefix('bin'),
    compute: strict((value, size) => {
      const result = whole(value) - remainder(whole(value), whole(size));
      return type === 'datetime' ? inRange(result) : wrap(result, 'long');
    }),
  })),
  {
    parameters: ['real', { type: 'real', oneOf: [0.5, 2, 10] }],
    result: 'real',
    print: prefix('bin'),
    compute: strict((value, size) => Math.floor(real(value) / real(size)) * real(size)),
  },
];

const anyTypes: readonly ReferenceType[] = ['bool', 'int', 'long', 'real', 'string', 'datetime', 'timespan'];

const conditions: readonly ReferenceFunction[] = anyTypes.flatMap((type): ReferenceFunction[] => [
  {
    parameters: ['bool', type, type],
    result: type,
    print: prefix('iff'),
    compute: ([test, a = null, b = null]) => (test === true ? a : b),
  },
  {
    parameters: ['bool', type, 'bool', type, type],
    result: type,
    print: prefix('case'),
    compute: ([first, a = null, second, b = null, otherwise = null]) =>
      first === true ? a : second === true ? b : otherwise,
  },
  {
    parameters: [type, type],
    result: type,
    print: prefix('coalesce'),
    compute: ([a = null, b = null]) => (a === null || a === '' ? b : a),
  },
  { parameters: [type], result: 'bool', print: prefix('isnull'), compute: ([value]) => value === null },
  { parameters: [type], result: 'bool', print: prefix('isnotnull'), compute: ([value]) => value !== null },
  {
    parameters: [type],
    result: 'bool',
    print: prefix('isempty'),
    compute: ([value]) => value === null || value === '',
  },
  {
    parameters: [type],
    result: 'bool',
    print: prefix('isnotempty'),
    compute: ([value]) => value !== null && value !== '',
  },
]);

function parseWhole(value: string): bigint | null {
  const [, sign, digits] = /^\s*([+-]?)(\d+|0x[0-9a-f]+)\s*$/i.exec(value) ?? [];
  return digits === undefined ? null : BigInt(digits) * (sign === '-' ? -1n : 1n);
}

function truncated(value: number): bigint | null {
  return Math.abs(value) < 2 ** 63 ? BigInt(Math.trunc(value)) : null;
}

const conversions: readonly ReferenceFunction[] = [
  ...(['int', 'long'] as const).map((type): ReferenceFunction => ({
    parameters: [type],
    result: 'string',
    print: prefix('tostring'),
    compute: ([value = null]) => (value === null ? '' : String(value)),
  })),
  {
    parameters: ['bool'],
    result: 'string',
    print: prefix('tostring'),
    compute: ([value = null]) => (value === null ? '' : value === true ? 'True' : 'False'),
  },
  {
    parameters: ['string'],
    result: 'long',
    print: prefix('tolong'),
    compute: strict((value) => parseWhole(text(value))),
  },
  { parameters: ['real'], result: 'long', print: prefix('tolong'), compute: strict((value) => truncated(real(value))) },
  {
    parameters: ['bool'],
    result: 'long',
    print: prefix('tolong'),
    compute: strict((value) => (value === true ? 1n : 0n)),
  },
  { parameters: ['int'], result: 'long', print: prefix('tolong'), compute: strict((value) => value) },
  {
    parameters: ['long'],
    result: 'int',
    print: prefix('toint'),
    compute: strict((value) => wrap(whole(value), 'int')),
  },
  { parameters: ['long'], result: 'real', print: prefix('toreal'), compute: strict((value) => real(value)) },
  { parameters: ['int'], result: 'real', print: prefix('todouble'), compute: strict((value) => real(value)) },
  {
    parameters: ['dynamic'],
    result: 'long',
    print: prefix('array_length'),
    compute: strict((value) => BigInt(items(value).length)),
  },
];

const lists = (['long', 'string'] as const).flatMap((type): ReferenceFunction[] =>
  (['in', '!in'] as const).map((operator) => ({
    parameters: [
      type,
      { type, oneOf: type === 'long' ? [0n, 1n, 7n] : ['', 'a', 'Ab'] },
      { type, oneOf: type === 'long' ? [2n, -3n] : ['b', 'a b', 'É'] },
    ],
    result: 'bool',
    print: ([value, ...listed]) => `(${value ?? ''} ${operator} (${listed.join(', ')}))`,
    compute: ([value = null, ...listed]) => listed.some((item) => value === item) === (operator === 'in'),
  })),
);

const whenDefined =
  (operation: Operation<bigint>): Operation<bigint> =>
  (a, b) =>
    b === 0n ? null : operation(a, b);

/** The functions and operators that the reference knows. */
export const referenceFunctions: readonly ReferenceFunction[] = [
  ...comparisons,
  ...logic,
  ...texts,
  ...lists,
  ...arithmetic(
    '+',
    (a, b) => a + b,
    (a, b) => a + b,
  ),
  ...arithmetic(
    '-',
    (a, b) => a - b,
    (a, b) => a - b,
  ),
  ...arithmetic(
    '*',
    (a, b) => a * b,
    (a, b) => a * b,
  ),
  ...arithmetic(
    '/',
    whenDefined((a, b) => a / b),
    (a, b) => a / b,
  ).filter(({ result }) => result !== 'real'),
  ...arithmetic('%', whenDefined(remainder), (a, b) => a % b).filter(({ result }) => result !== 'real'),
  ...times,
  ...bins,
  ...conditions,
  ...conversions,
];
