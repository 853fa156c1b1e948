import type { Column } from '../../../kustoType';
import { columnNamed, planColumns } from '../../../plan/columns';
import { convertedTo } from '../../../plan/convertedTo';
import type { Expression, NamedExpression, Plan, SortKey } from '../../../plan/plan';
import { notSupported } from '../../../queryError';
import { translateExpression } from '../../expressions';
import { present, separatedItems, type KustoExpression } from '../../kusto/kusto';
import { plainColumn, resultColumns } from '../../kusto/kustoSymbols';
import { literal } from '../../literals';
import { nameAndValue } from '../../parameters';
import { keepColumn } from '../projections';
import type { Scope } from '../../scope';
import { aggregateCall } from './summarizeOperator';
import { byRank } from './topHittersOperator';
import { unionOf } from '../unionOperator';

interface Level {
  /** The columns of the result: the value, and what ranks it. */
  readonly key: Column;
  readonly rank: Column;
  readonly of: Expression;
  readonly aggregate: Expression;
  readonly descending: boolean;
  /** All values where it is not given. */
  readonly count?: Expression;
  /** The value that stands for all others. */
  readonly others?: Expression;
}

/** What the levels so far have found. */
interface Found {
  /** A row for each of the best values, with the columns of the levels. */
  readonly best: Plan;
  /** Rows of the input that are of best values, and those that are not, with the columns of the levels beside their own. */
  readonly inside: Plan;
  readonly outside: readonly Plan[];
  readonly order: readonly SortKey[];
}

/**
 * `top-nested`: the best values of a column; within each, the best values of the next; and so on. Rows of no best value are of the
 * others of that level and of all below it; a level that names no others has an empty value for them.
 */
export function topNested(node: Kusto.Language.Syntax.TopNestedOperator, input: Plan, scope: Scope): Plan {
  const levels = readLevels(node, scope);
  const columns = levels.flatMap(({ key, rank }) => [key, rank]);
  const start: Found = { best: input, inside: input, outside: [], order: [] };
  const found = levels.reduce((above, level, index) => {
    const path = columns.slice(0, 2 * index);
    const best = bestValues(level, above.inside, path);
    const on = [
      ...path.map((column) => ({ left: columnNamed(hidden(column)), right: columnNamed(column) })),
      { left: level.of, right: columnNamed(level.key) },
    ];
    const hasOthers = levels.slice(index).some(({ others }) => others !== undefined);
    const rest: Plan[] = hasOthers && level.count !== undefined ? [without(above.inside, best, on)] : [];
    return {
      best,
      inside: join(above.inside, best, on, [level.key, level.rank]),
      outside: [...above.outside, ...rest].map((plan) => withOthers(plan, level, path)),
      order: [
        ...above.order,
        ...byRank(
          { expression: columnNamed(level.rank), descending: level.descending, nullsFirst: false },
          columnNamed(level.key),
        ),
      ],
    };
  }, start);
  const others = found.outside.map((plan) => ({ plan: pathsOf(plan, columns), source: '' }));
  // The levels have sorted one level alone.
  const best: Plan = levels.length > 1 ? { kind: 'sort', input: found.best, keys: found.order } : found.best;
  // A union, even of one, has no order that window functions may go by: nor have the rows in Kusto.
  return unionOf([{ plan: best, source: '' }, ...others], columns, undefined);
}

function readLevels(node: Kusto.Language.Syntax.TopNestedOperator, scope: Scope): Level[] {
  const columns = resultColumns(node).map(plainColumn);
  const clauses = separatedItems(node.Clauses);
  if (columns.length !== 2 * clauses.length) {
    throw notSupported('This top-nested', scope.place(node));
  }
  return clauses.map((clause, level): Level => {
    const key = present(columns[2 * level], 'key');
    const others = clause.WithOthersClause?.Expression ?? undefined;
    return {
      key,
      rank: present(columns[2 * level + 1], 'rank'),
      of: translateExpression(present(clause.OfExpression, 'key'), scope),
      ...ranking(present(clause.ByExpression, 'aggregate'), scope),
      ...(clause.Expression === null ? {} : { count: translateExpression(clause.Expression, scope) }),
      ...(others === undefined
        ? {}
        : { others: convertedTo(key.type, translateExpression(others, scope), scope.place(clause)) }),
    };
  });
}

/** What ranks the values of a level: an aggregate, by which the greatest are the best unless it says `asc`. */
function ranking(node: KustoExpression, scope: Scope): Pick<Level, 'aggregate' | 'descending'> {
  const { OrderedExpression } = Kusto.Language.Syntax;
  const isOrdered = node instanceof OrderedExpression;
  const { value } = nameAndValue(isOrdered ? present(node.Expression, 'aggregate') : node);
  return {
    aggregate: aggregateCall(value, undefined, scope),
    descending: !isOrdered || node.Ordering?.AscOrDescKeyword?.Text !== 'asc',
  };
}

/** The name that a column of the levels has beside the columns of the input. */
function hidden(column: Column): Column {
  return { ...column, name: `(top-nested) ${column.name}` };
}

function shown(column: Column): NamedExpression {
  return { name: column.name, expression: columnNamed(hidden(column)) };
}

function bestValues(level: Level, input: Plan, path: readonly Column[]): Plan {
  const { key, rank, of, aggregate, descending, count } = level;
  const groups: Plan = {
    kind: 'summarize',
    input,
    keys: [...path.map(shown), { name: key.name, expression: of }],
    aggregates: [{ expression: aggregate, columns: [rank] }],
  };
  const sorted: Plan = {
    kind: 'sort',
    input: groups,
    keys: byRank({ expression: columnNamed(rank), descending, nullsFirst: false }, columnNamed(key)),
  };
  const per = path.filter((_, index) => index % 2 === 0).map(({ name }) => name);
  return count === undefined ? sorted : { kind: 'take', input: sorted, count, ...(per.length === 0 ? {} : { per }) };
}

type Equalities = Extract<Plan, { kind: 'join' }>['on'];

/** The rows of the left that have one of the right, with columns of that. */
function join(left: Plan, right: Plan, on: Equalities, added: readonly Column[]): Plan {
  return {
    kind: 'join',
    joinKind: 'inner',
    left,
    right,
    on,
    columns: [
      ...planColumns(left).map((column) => ({ side: 'left' as const, source: column.name, column })),
      ...added.map((column) => ({ side: 'right' as const, source: column.name, column: hidden(column) })),
    ],
  };
}

function without(left: Plan, right: Plan, on: Equalities): Plan {
  return {
    kind: 'join',
    joinKind: 'leftanti',
    left,
    right,
    on,
    columns: planColumns(left).map((column) => ({ side: 'left' as const, source: column.name, column })),
  };
}

/** Rows of the others, with the columns of a level: what it calls them, and their rank together. */
function withOthers(rows: Plan, { key, rank, aggregate, others }: Level, path: readonly Column[]): Plan {
  if (others === undefined) {
    return {
      kind: 'project',
      input: rows,
      columns: [
        ...planColumns(rows).map(keepColumn),
        ...[key, rank].map((column) => ({ name: hidden(column).name, expression: literal(column.type, null) })),
      ],
    };
  }
  const ranks: Plan = {
    kind: 'summarize',
    input: rows,
    // The key is the same for all rows; without one there would be a row where there are no others.
    keys: [...path.map(shown), { name: key.name, expression: others }],
    aggregates: [{ expression: aggregate, columns: [rank] }],
  };
  const on = path.map((column) => ({ left: columnNamed(hidden(column)), right: columnNamed(column) }));
  const all = { left: literal('long', 1n), right: literal('long', 1n) };
  return join(rows, ranks, on.length === 0 ? [all] : on, [key, rank]);
}

/** The different values of the levels' columns. */
function pathsOf(rows: Plan, columns: readonly Column[]): Plan {
  return { kind: 'summarize', input: rows, keys: columns.map(shown), aggregates: [] };
}
