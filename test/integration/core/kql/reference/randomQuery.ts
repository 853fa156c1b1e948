import { parseDatetime } from '../../../../../src/core/kql/values/dateTimeText';
import {
  aggregateFunctions,
  aggregateOf,
  count,
  countOf,
  distinct,
  extend,
  innerUniqueJoin,
  join,
  joinKinds,
  lookup,
  mvExpand,
  project,
  projectAway,
  projectRename,
  sort,
  summarize,
  take,
  top,
  union,
  where,
  type Query,
  type SortKey,
} from './query';
import { callScalar, columnScalar, literalScalar, nameText, referenceFunctions, type Scalar } from './scalars';
import { literalText, type ReferenceColumn, type ReferenceType, type Value } from './value';

/** Decides by numbers that are given, and by 0 when they have run out: fewer and lesser ones make a simpler query. */
export class Choices {
  private next = 0;

  constructor(private readonly numbers: readonly number[]) {}

  below(limit: number): number {
    return (this.numbers[this.next++] ?? 0) % limit;
  }

  of<T>(list: readonly T[]): T {
    const chosen = list[this.below(list.length)];
    if (chosen === undefined) {
      throw new RangeError('There is nothing to choose from.');
    }
    return chosen;
  }

  /** Each item, or not; at least one. */
  some<T>(list: readonly T[], isWanted: (item: T) => boolean = () => this.below(2) === 1): readonly T[] {
    const chosen = list.filter(isWanted);
    return chosen.length === 0 ? [this.of(list)] : chosen;
  }
}

export interface ReferenceTable {
  readonly name: string;
  readonly columns: readonly ReferenceColumn[];
  readonly rows: readonly (readonly Value[])[];
}

const names = ['a', 'b', 'c', 'A', 'a1', 'c d', 'select', 'é', 'a_2'] as const;

const date = (text: string): bigint => parseDatetime(text) ?? 0n;

const samples: Readonly<Record<ReferenceType, readonly Value[]>> = {
  bool: [true, false],
  int: [1n, 0n, -1n, 7n, 2_147_483_647n, -2_147_483_648n],
  long: [1n, 0n, 2n, -3n, 10n, 7n, 9_007_199_254_740_993n, -4_000_000_000n],
  real: [1, 0, 0.5, -2.75, 100, 1.25],
  string: [
    'a',
    '',
    'b',
    'A',
    'Ab',
    'a b',
    'a-b',
    'ab',
    ' ',
    'É',
    'é',
    'Жж',
    '12',
    "o'b",
    '"q"',
    '%',
    '_',
    'a_b',
    '\\',
    '日本 a',
  ],
  datetime: [date('2026-06-15'), date('2026-06-15T13:45:30.123456'), date('1999-12-31T23:59:59'), date('0001-01-01')],
  timespan: [36_000_000_000n, 0n, -864_000_000_000n, 15n],
  dynamic: [[1n, 2n], [], [7n], ['a', 'b'], ['12', '']],
};

const storedTypes = ['long', 'string', 'datetime', 'bool', 'int', 'real', 'dynamic'] as const;

function value(choices: Choices, type: ReferenceType): Value {
  const nullable = type !== 'string' && choices.below(6) === 5;
  return nullable ? null : choices.of(samples[type]);
}

export function randomTable(choices: Choices, name: string): ReferenceTable {
  const columnNames = new Set(Array.from({ length: 2 + choices.below(3) }, () => choices.of(names)));
  const columns = [...columnNames].map((column) => ({ name: column, type: choices.of(storedTypes) }));
  const rows = Array.from({ length: choices.below(10) }, () => columns.map(({ type }) => value(choices, type)));
  return { name, columns, rows };
}

/** The table as a `datatable`. */
export function datatableText({ columns, rows }: ReferenceTable): string {
  const schema = columns.map(({ name, type }) => `${nameText(name)}: ${type}`).join(', ');
  return `datatable(${schema})[${rows.map((row) => row.map((cell, index) => literalText(columns[index]?.type ?? 'long', cell)).join(', ')).join(',\n')}]`;
}

export function scan({ name, columns, rows }: ReferenceTable): Query {
  return { kql: name, columns, rows, isOrdered: false };
}

function randomScalar(choices: Choices, query: Query, type: ReferenceType, depth: number): Scalar {
  const columns = query.columns.flatMap((column, index) =>
    column.type === type ? [columnScalar(query.columns, index)] : [],
  );
  const functions = referenceFunctions.filter(({ result }) => result === type);
  const kind = choices.below(4);
  if (depth > 0 && kind > 0 && functions.length > 0) {
    const chosen = choices.of(functions);
    return callScalar(
      chosen,
      chosen.parameters.map((parameter) =>
        typeof parameter === 'string'
          ? randomScalar(choices, query, parameter, depth - 1)
          : literalScalar(parameter.type, choices.of(parameter.oneOf)),
      ),
    );
  }
  return columns.length > 0 && choices.below(4) > 0 ? choices.of(columns) : literalScalar(type, value(choices, type));
}

const scalarTypes = ['long', 'string', 'bool', 'real', 'datetime', 'int', 'timespan'] as const;

function anyScalar(choices: Choices, query: Query): Scalar {
  return randomScalar(choices, query, choices.of(scalarTypes), 2);
}

/** A column that can be sorted and compared: sets have no order, and Kusto does not say where NaN is. */
function plainColumns(query: Query): readonly string[] {
  return query.columns.flatMap(({ name, type }, index) =>
    type === 'dynamic' || query.rows.some((row) => Number.isNaN(row[index])) ? [] : [name],
  );
}

function sortKey(choices: Choices, column: string): SortKey {
  const nulls = choices.of(['least', 'first', 'last'] as const);
  return { column, isDescending: choices.below(2) === 1, ...(nulls === 'least' ? {} : { nulls }) };
}

/** An operator that cannot be asked of this query leaves it as it is. */
type Operator = (choices: Choices, query: Query, tables: readonly ReferenceTable[]) => Query | undefined;

/** Rows of another table, and the columns that both have of a type that can be compared. */
function withOther(
  make: (choices: Choices, query: Query, other: Query, keys: { left: string; right: string }[]) => Query,
): Operator {
  return (choices, query, tables) => {
    const other = randomQuery(choices, tables, choices.below(2));
    const pairs = query.columns.flatMap((left) =>
      other.columns
        .filter((right) => right.type === left.type && left.type !== 'dynamic' && left.type !== 'real')
        .map((right) => ({ left: left.name, right: right.name })),
    );
    return pairs.length === 0
      ? undefined
      : make(
          choices,
          query,
          other,
          choices.below(3) === 2 ? [choices.of(pairs), choices.of(pairs)] : [choices.of(pairs)],
        );
  };
}

const operators: readonly Operator[] = [
  (choices, query) => where(query, randomScalar(choices, query, 'bool', 3)),
  (choices, query) => extend(query, { name: choices.of(names), value: anyScalar(choices, query) }),
  (choices, query) => {
    const chosen = [...new Set([choices.of(names), choices.of(names), choices.of(names)])];
    return project(
      query,
      chosen.map((name) => ({ name, value: anyScalar(choices, query) })),
    );
  },
  (choices, query) => (query.columns.length < 2 ? undefined : projectAway(query, choices.of(query.columns).name)),
  (choices, query) => {
    const to = choices.of(names);
    return query.columns.some(({ name }) => name === to)
      ? undefined
      : projectRename(query, choices.of(query.columns).name, to);
  },
  (choices, query) => {
    const keyName = choices.of(names);
    const columns = query.columns.flatMap(({ name, type }, index) =>
      plainColumns(query).includes(name) && type !== 'real'
        ? [{ name, value: columnScalar(query.columns, index) }]
        : [],
    );
    const keys = [
      ...(columns.length > 0 && choices.below(4) > 0 ? [choices.of(columns)] : []),
      ...(choices.below(3) === 2
        ? [
            {
              name: keyName,
              value: randomScalar(choices, query, choices.of(['long', 'string', 'datetime', 'bool']), 2),
            },
          ]
        : []),
    ];
    const taken = keys.map(({ name }) => name);
    const free = ['x', 'y', 'n'].filter((name) => !query.columns.some((column) => column.name === name));
    const aggregates = free.slice(0, 1 + choices.below(3)).map((name) => {
      const chosen = choices.of(['count' as const, ...aggregateFunctions]);
      return chosen === 'count'
        ? countOf(name)
        : aggregateOf(chosen, randomScalar(choices, query, chosen.parameter, 1), name);
    });
    return new Set(taken).size < taken.length || aggregates.length === 0
      ? undefined
      : summarize(query, aggregates, keys);
  },
  (choices, query) =>
    plainColumns(query).length === 0 ? undefined : distinct(query, choices.some(plainColumns(query))),
  (choices, query) => {
    const plain = plainColumns(query);
    if (plain.length === 0) {
      return undefined;
    }
    const first = choices.of(plain);
    const keys = [first, ...plain.filter((name) => name !== first)].map((name) => sortKey(choices, name));
    const sorted = sort(query, keys);
    return choices.below(2) === 1 ? take(sorted, choices.below(5)) : sorted;
  },
  (choices, query) => take(query, choices.of([100, 3])),
  (choices, query) =>
    plainColumns(query).length === 0
      ? undefined
      : top(query, 1 + choices.below(4), sortKey(choices, choices.of(plainColumns(query)))),
  (choices, query) => (choices.below(3) === 2 ? count(query) : undefined),
  withOther((choices, query, other, keys) => join(query, choices.of(joinKinds), other, keys)),
  withOther((_, query, other, keys) => innerUniqueJoin(query, other, keys)),
  withOther((choices, query, other, keys) => lookup(query, choices.of(['leftouter', 'inner']), other, keys)),
  (choices, query, tables) => {
    const combined = union(query, randomQuery(choices, tables, choices.below(3)), choices.of(['outer', 'inner']));
    return combined.columns.length === 0 ? undefined : combined;
  },
  (choices, query) => {
    const arrays = query.columns.filter(({ type }) => type === 'dynamic');
    return arrays.length === 0 ? undefined : mvExpand(query, choices.of(arrays).name, choices.of(['long', 'string']));
  },
];

/** More rows than this make no better test, only a slow one. */
const mostRows = 200;

export function randomQuery(choices: Choices, tables: readonly ReferenceTable[], length: number): Query {
  let query = scan(choices.of(tables));
  for (let step = 0; step < length; step++) {
    const next = choices.of(operators)(choices, query, tables);
    query = next !== undefined && next.rows.length <= mostRows ? next : query;
  }
  return query;
}
