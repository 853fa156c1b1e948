import { columnScalar, nameText, type Scalar } from './scalars';
import {
  compareValues,
  items,
  keyText,
  real,
  whole,
  type ReferenceColumn,
  type ReferenceType,
  type Row,
  type Value,
} from './value';

/** A query: its text, and the rows that it gives, computed plainly. */
export interface Query {
  readonly kql: string;
  readonly columns: readonly ReferenceColumn[];
  readonly rows: readonly Row[];
  /** The rows are in an order that the query asks for, and no two of them could change places. */
  readonly isOrdered: boolean;
}

interface Named {
  readonly name: string;
  readonly value: Scalar;
}

function assignment({ name, value }: Named): string {
  return value.column === name ? nameText(name) : `${nameText(name)} = ${value.kql}`;
}

function pipe(query: Query, operator: string, result: Partial<Query>): Query {
  return { ...query, ...result, kql: `${query.kql}\n| ${operator}` };
}

export function where(query: Query, condition: Scalar): Query {
  return pipe(query, `where ${condition.kql}`, { rows: query.rows.filter((row) => condition.valueOf(row) === true) });
}

export function project(query: Query, columns: readonly Named[]): Query {
  return pipe(query, `project ${columns.map(assignment).join(', ')}`, projected(query, columns));
}

function projected(query: Query, columns: readonly Named[]): Partial<Query> {
  return {
    columns: columns.map(({ name, value }) => ({ name, type: value.type })),
    rows: query.rows.map((row) => columns.map(({ value }) => value.valueOf(row))),
  };
}

function kept(query: Query): Named[] {
  return query.columns.map(({ name }, index) => ({ name, value: columnScalar(query.columns, index) }));
}

/** A name that is taken gets its new value where it stands. */
export function extend(query: Query, column: Named): Query {
  const columns = kept(query);
  const place = columns.findIndex(({ name }) => name === column.name);
  const extended = place < 0 ? [...columns, column] : columns.with(place, column);
  return pipe(query, `extend ${nameText(column.name)} = ${column.value.kql}`, projected(query, extended));
}

export function projectAway(query: Query, name: string): Query {
  const columns = kept(query).filter((column) => column.name !== name);
  return pipe(query, `project-away ${nameText(name)}`, projected(query, columns));
}

export function projectRename(query: Query, from: string, to: string): Query {
  const columns = kept(query).map((column) => (column.name === from ? { ...column, name: to } : column));
  return pipe(query, `project-rename ${nameText(to)} = ${nameText(from)}`, projected(query, columns));
}

export function count(query: Query): Query {
  return pipe(query, 'count', {
    columns: [{ name: 'Count', type: 'long' }],
    rows: [[BigInt(query.rows.length)]],
    isOrdered: true,
  });
}

export function distinct(query: Query, names: readonly string[]): Query {
  const columns = kept(query).filter(({ name }) => names.includes(name));
  const { rows = [], ...result } = projected(query, columns);
  const different = new Map(rows.map((row) => [keyText(row), row]));
  return pipe(query, `distinct ${columns.map(({ name }) => nameText(name)).join(', ')}`, {
    ...result,
    rows: [...different.values()],
    isOrdered: false,
  });
}

export interface Aggregate {
  readonly name: string;
  readonly kql: string;
  readonly type: ReferenceType;
  readonly valueOf: (rows: readonly Row[]) => Value;
}

/** What an aggregate makes of the values of a group that are not null. */
export interface AggregateFunction {
  readonly name: string;
  readonly parameter: ReferenceType;
  readonly result: ReferenceType;
  readonly compute: (values: readonly Value[]) => Value;
}

const ofNumbers = (['int', 'long', 'real'] as const).flatMap((parameter): AggregateFunction[] => [
  {
    name: 'sum',
    parameter,
    result: parameter === 'real' ? 'real' : 'long',
    compute: (values) =>
      parameter === 'real' ? values.map(real).reduce((a, b) => a + b, 0) : BigInt.asIntN(64, total(values)),
  },
  {
    name: 'avg',
    parameter,
    result: 'real',
    compute: (values) =>
      (parameter === 'real' ? values.map(real).reduce((a, b) => a + b, 0) : Number(total(values))) / values.length,
  },
]);

function total(values: readonly Value[]): bigint {
  return values.map(whole).reduce((a, b) => a + b, 0n);
}

function extreme(values: readonly Value[], sign: number): Value {
  return values.reduce((best, value) => (best === null || compareValues(value, best) * sign > 0 ? value : best), null);
}

const ofOrdered = (['int', 'long', 'real', 'datetime', 'timespan'] as const).flatMap(
  (parameter): AggregateFunction[] => [
    { name: 'min', parameter, result: parameter, compute: (values) => extreme(values, -1) },
    { name: 'max', parameter, result: parameter, compute: (values) => extreme(values, 1) },
  ],
);

const ofAny = (['int', 'long', 'string', 'datetime', 'bool'] as const).flatMap((parameter): AggregateFunction[] => [
  { name: 'dcount', parameter, result: 'long', compute: (values) => BigInt(different(values).length) },
  { name: 'count_distinct', parameter, result: 'long', compute: (values) => BigInt(different(values).length) },
]);

const ofItems = (['long', 'string'] as const).flatMap((parameter): AggregateFunction[] => [
  { name: 'make_set', parameter, result: 'dynamic', compute: different },
  { name: 'make_list', parameter, result: 'dynamic', compute: (values) => values },
]);

function different(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map((value) => [keyText(value), value])).values()];
}

export const aggregateFunctions: readonly AggregateFunction[] = [
  ...ofNumbers,
  ...ofOrdered,
  ...ofAny,
  ...ofItems,
  {
    name: 'countif',
    parameter: 'bool',
    result: 'long',
    compute: (values) => BigInt(values.filter((value) => value === true).length),
  },
];

export function aggregateOf(
  { name: functionName, result, compute }: AggregateFunction,
  argument: Scalar,
  name: string,
): Aggregate {
  return {
    name,
    kql: `${nameText(name)} = ${functionName}(${argument.kql})`,
    type: result,
    valueOf: (rows) => compute(rows.map((row) => argument.valueOf(row)).filter((value) => value !== null)),
  };
}

export function countOf(name: string): Aggregate {
  return { name, kql: `${nameText(name)} = count()`, type: 'long', valueOf: (rows) => BigInt(rows.length) };
}

/** Without keys there is one group, even of no rows. */
export function summarize(query: Query, aggregates: readonly Aggregate[], keys: readonly Named[]): Query {
  const groups = new Map<string, { readonly key: Row; readonly rows: Row[] }>(
    keys.length === 0 ? [['', { key: [], rows: [] }]] : [],
  );
  for (const row of query.rows) {
    const key = keys.map(({ value }) => value.valueOf(row));
    const found = keys.length === 0 ? '' : keyText(key);
    const group = groups.get(found) ?? { key, rows: [] };
    group.rows.push(row);
    groups.set(found, group);
  }
  const by = keys.length === 0 ? '' : ` by ${keys.map(assignment).join(', ')}`;
  return pipe(query, `summarize ${aggregates.map(({ kql }) => kql).join(', ')}${by}`, {
    columns: [
      ...keys.map(({ name, value }) => ({ name, type: value.type })),
      ...aggregates.map(({ name, type }) => ({ name, type })),
    ],
    rows: [...groups.values()].map(({ key, rows }) => [...key, ...aggregates.map(({ valueOf }) => valueOf(rows))]),
    isOrdered: false,
  });
}

export interface SortKey {
  readonly column: string;
  readonly isDescending: boolean;
  /** Where it is not given, nulls are least. */
  readonly nulls?: 'first' | 'last';
}

function keyKql({ column, isDescending, nulls }: SortKey): string {
  return `${nameText(column)} ${isDescending ? 'desc' : 'asc'}${nulls === undefined ? '' : ` nulls ${nulls}`}`;
}

function rowOrder(query: Query, keys: readonly SortKey[]): (left: Row, right: Row) => number {
  const resolved = keys.map((key) => ({ ...key, index: query.columns.findIndex(({ name }) => name === key.column) }));
  return (left, right) => {
    for (const { index, isDescending, nulls = isDescending ? 'last' : 'first' } of resolved) {
      const [a = null, b = null] = [left[index], right[index]];
      const order =
        a === null || b === null
          ? (Number(b === null) - Number(a === null)) * (nulls === 'first' ? 1 : -1)
          : compareValues(a, b) * (isDescending ? -1 : 1);
      if (order !== 0) {
        return order;
      }
    }
    return 0;
  };
}

function isStrict(rows: readonly Row[], order: (left: Row, right: Row) => number): boolean {
  return rows.every((row, index) => {
    const before = rows[index - 1];
    return before === undefined || order(before, row) !== 0 || keyText(before) === keyText(row);
  });
}

export function sort(query: Query, keys: readonly SortKey[]): Query {
  const order = rowOrder(query, keys);
  const rows = query.rows.toSorted(order);
  return pipe(query, `sort by ${keys.map(keyKql).join(', ')}`, { rows, isOrdered: isStrict(rows, order) });
}

/** Undefined where the rows that are taken are not sure. */
export function take(query: Query, size: number): Query | undefined {
  return query.isOrdered || size >= query.rows.length
    ? pipe(query, `take ${size}`, { rows: query.rows.slice(0, size) })
    : undefined;
}

/** Undefined where the rows that are taken are not sure. */
export function top(query: Query, size: number, key: SortKey): Query | undefined {
  const order = rowOrder(query, [key]);
  const sorted = query.rows.toSorted(order);
  const [last, next] = [sorted[size - 1], sorted[size]];
  const isSure = last === undefined || next === undefined || order(last, next) !== 0;
  const rows = sorted.slice(0, size);
  return isSure ? pipe(query, `top ${size} by ${keyKql(key)}`, { rows, isOrdered: isStrict(rows, order) }) : undefined;
}

export const joinKinds = [
  'inner',
  'leftouter',
  'rightouter',
  'fullouter',
  'leftsemi',
  'leftanti',
  'rightsemi',
  'rightanti',
] as const;

interface JoinKey {
  readonly left: string;
  readonly right: string;
}

/** A name of the right side that the left has too gets a number, which makes it no other name of either side. */
function freeNames(left: readonly ReferenceColumn[], right: readonly ReferenceColumn[]): readonly ReferenceColumn[] {
  const isLeft = new Set(left.map(({ name }) => name));
  const taken = new Set([...left, ...right].map(({ name }) => name));
  return right.map(({ name, type }) => {
    let free = name;
    for (let number = 1; isLeft.has(name) && taken.has(free); number++) {
      free = `${name}${number}`;
    }
    taken.add(free);
    return { name: free, type };
  });
}

function missing(columns: readonly ReferenceColumn[]): Row {
  return columns.map(({ type }) => (type === 'string' ? '' : null));
}

function matches(left: Query, right: Query, keys: readonly JoinKey[]): (leftRow: Row, rightRow: Row) => boolean {
  const sides = [left, right].map((query, side) =>
    keys.map((key) => query.columns.findIndex(({ name }) => name === (side === 0 ? key.left : key.right))),
  );
  const [leftKeys = [], rightKeys = []] = sides;
  return (leftRow, rightRow) =>
    keyText(leftKeys.map((index) => leftRow[index] ?? null)) ===
    keyText(rightKeys.map((index) => rightRow[index] ?? null));
}

function onText(keys: readonly JoinKey[]): string {
  return keys
    .map(({ left, right }) =>
      left === right ? nameText(left) : `$left.${nameText(left)} == $right.${nameText(right)}`,
    )
    .join(', ');
}

/** A null key matches a null key. */
export function join(left: Query, kind: (typeof joinKinds)[number], right: Query, keys: readonly JoinKey[]): Query {
  const isMatch = matches(left, right, keys);
  const pairs = left.rows.flatMap((row) =>
    right.rows.filter((other) => isMatch(row, other)).map((other) => [...row, ...other]),
  );
  const leftAlone = left.rows.filter((row) => !right.rows.some((other) => isMatch(row, other)));
  const rightAlone = right.rows.filter((other) => !left.rows.some((row) => isMatch(row, other)));
  const leftOnly = leftAlone.map((row) => [...row, ...missing(right.columns)]);
  const rightOnly = rightAlone.map((row) => [...missing(left.columns), ...row]);
  const rows = {
    inner: pairs,
    leftouter: [...pairs, ...leftOnly],
    rightouter: [...pairs, ...rightOnly],
    fullouter: [...pairs, ...leftOnly, ...rightOnly],
    leftsemi: left.rows.filter((row) => !leftAlone.includes(row)),
    leftanti: leftAlone,
    rightsemi: right.rows.filter((row) => !rightAlone.includes(row)),
    rightanti: rightAlone,
  }[kind];
  const columns =
    kind === 'leftsemi' || kind === 'leftanti'
      ? left.columns
      : kind === 'rightsemi' || kind === 'rightanti'
        ? right.columns
        : [...left.columns, ...freeNames(left.columns, right.columns)];
  return pipe(left, `join kind=${kind} (${right.kql}) on ${onText(keys)}`, { columns, rows, isOrdered: false });
}

/** `join` as it is without a kind: of the left rows with a key, any one. So only the keys of the left side are kept. */
export function innerUniqueJoin(left: Query, right: Query, keys: readonly JoinKey[]): Query {
  const named = [...new Set(keys.map((key) => key.left))];
  const keyed = distinct(left, named);
  const inner = join(keyed, 'inner', right, keys);
  const joined = {
    ...join(left, 'inner', right, keys),
    kql: `${left.kql}\n| join (${right.kql}) on ${onText(keys)}`,
  };
  const rightNames = joined.columns.slice(left.columns.length).map(({ name }) => name);
  const keptNames = [...keyed.columns.map(({ name }) => name), ...rightNames];
  return pipe(joined, `project ${keptNames.map(nameText).join(', ')}`, {
    columns: inner.columns.map((column, index) => ({ ...column, name: keptNames[index] ?? column.name })),
    rows: inner.rows,
    isOrdered: false,
  });
}

export function lookup(left: Query, kind: 'leftouter' | 'inner', right: Query, keys: readonly JoinKey[]): Query {
  const joined = join(left, kind, right, keys);
  const wanted = right.columns.map(({ name }) => !keys.some((key) => key.right === name));
  const isKept = (index: number): boolean =>
    index < left.columns.length || wanted[index - left.columns.length] === true;
  return pipe(left, `lookup kind=${kind} (${right.kql}) on ${onText(keys)}`, {
    columns: [
      ...left.columns,
      ...freeNames(
        left.columns,
        right.columns.filter((_, index) => wanted[index]),
      ),
    ],
    rows: joined.rows.map((row) => row.filter((_, index) => isKept(index))),
    isOrdered: false,
  });
}

/** A column of one name and several types becomes one for each type. */
export function union(left: Query, right: Query, kind: 'inner' | 'outer'): Query {
  const same = (a: ReferenceColumn, b: ReferenceColumn): boolean => a.name === b.name && a.type === b.type;
  const all =
    kind === 'inner'
      ? left.columns.filter((column) => right.columns.some((other) => same(column, other)))
      : [...left.columns, ...right.columns.filter((column) => !left.columns.some((other) => same(column, other)))];
  const sources = [...new Set(all.map(({ name }) => name))].flatMap((name) =>
    all.filter((column) => column.name === name),
  );
  const rows = [left, right].flatMap((query) => {
    const places = sources.map((source) => query.columns.findIndex((column) => same(source, column)));
    return query.rows.map((row) =>
      places.map((place, index) => row[place] ?? (sources[index]?.type === 'string' ? '' : null)),
    );
  });
  const columns = sources.map(({ name, type }) => ({
    name: sources.filter((other) => other.name === name).length > 1 ? `${name}_${type}` : name,
    type,
  }));
  // The language service does not know which columns `kind=inner` drops, so they are named.
  const kept = kind === 'inner' ? `\n| project ${columns.map(({ name }) => nameText(name)).join(', ')}` : '';
  return pipe(left, `union kind=${kind} (${right.kql})${kept}`, { columns, rows, isOrdered: false });
}

/** A row for each element; none for an empty array, one for null. */
export function mvExpand(query: Query, column: string, type: 'long' | 'string'): Query {
  const place = query.columns.findIndex(({ name }) => name === column);
  const read = (value: Value): Value =>
    type === 'string' ? (value === null ? '' : String(value)) : typeof value === 'string' ? parsedWhole(value) : value;
  return pipe(query, `mv-expand ${nameText(column)} to typeof(${type})`, {
    columns: query.columns.with(place, { name: column, type }),
    rows: query.rows.flatMap((row) => {
      const value = row[place] ?? null;
      return (value === null ? [null] : items(value)).map((item) => row.with(place, read(item)));
    }),
    isOrdered: false,
  });
}

function parsedWhole(value: string): bigint | null {
  return /^\s*[+-]?\d+\s*$/.test(value) ? BigInt(value.trim().replace('+', '')) : null;
}
