import type { Column } from '../kustoType';
import { refused, type Place } from '../queryError';
import { callOf } from './callOf';
import { nestedQueries, planExpressions } from './children';
import { columnNamed, planColumns } from './columns';
import { namedColumns } from './namedColumns';
import type { Aggregate, Expression, JoinPlan, Plan } from './plan';
import { plansWithin } from './sharedPlans';

/** The groups that a subquery runs over, and what goes with each. */
export interface GroupedInput {
  /** The subquery's input as the subquery knows it. */
  readonly inner: Plan;
  /** The same rows, with the hidden columns: the key of the group, and columns that are the same in all rows of a group. */
  readonly outer: Plan;
  readonly key: Column;
  readonly carried: readonly Column[];
  readonly place: Place;
}

/** Whether the rows of a plan are others for each group: they come from its rows, or the plan names its key. */
function isOfGroup(plan: Plan, groups: GroupedInput): boolean {
  return [...plansWithin(plan)].some((each) => each === groups.inner || namesKey(each, groups));
}

function namesKey(plan: Plan, { key }: GroupedInput): boolean {
  return namedColumns(planExpressions(plan)).has(key.name);
}

/**
 * Makes a subquery run once for each group of its input's rows (`mv-apply`, `partition`): every operator hands on the group's key and
 * keeps to the group. So one pass over all rows does what a loop over the groups would.
 */
export function perGroup(plan: Plan, groups: GroupedInput): Plan {
  const { key, carried } = groups;
  const hidden = [key, ...carried];
  const again = (input: Plan): Plan => perGroup(input, groups);
  const within = (names: readonly string[] = []): readonly string[] => [...names, key.name];
  if (plan === groups.inner) {
    return groups.outer;
  }
  if (!isOfGroup(plan, groups)) {
    return forEveryGroup(plan);
  }
  if (nestedQueries(plan).some((query) => isOfGroup(query, groups))) {
    throw refused(
      'A query inside of an expression that names the column of its "partition"',
      'Join its table instead.',
      groups.place,
    );
  }
  switch (plan.kind) {
    case 'filter':
    case 'serialize':
    case 'take':
    case 'project':
    case 'sort':
    case 'summarize':
    case 'expand':
    case 'makeSeries':
    case 'scan':
      return inGroup({ ...plan, input: again(plan.input) });
    case 'join':
      return joined(plan);
    case 'union':
      return {
        ...plan,
        columns: [...plan.columns, ...hidden],
        inputs: plan.inputs.map(({ plan: input, values }) => ({
          plan: again(input),
          values: [...values, ...hidden.map(columnNamed)],
        })),
      };
    case 'patterns':
      throw refused(
        'evaluate autocluster(), basket() and diffpatterns() in a subquery',
        'Filter the rows to one group, and run the query for each.',
        groups.place,
      );
    case 'table':
    case 'rows':
    case 'external':
    case 'range':
    case 'shared':
      throw refused(
        'A table whose own values name the column of its "partition"',
        'Write the query in parentheses: "partition by Column (...)", and make its rows with "mv-expand".',
        groups.place,
      );
  }

  /** Rows are joined within the group; where those of the right are kept, they are there in each group. */
  function joined(join: JoinPlan): Plan {
    const keepsRight = join.joinKind === 'fullouter' || join.joinKind.startsWith('right');
    if (!keepsRight && !isOfGroup(join.right, groups)) {
      return { ...join, left: again(join.left), columns: [...join.columns, ...hiddenOf('left')] };
    }
    const inGroups: JoinPlan = {
      ...join,
      left: again(join.left),
      right: again(join.right),
      on: [...join.on, { left: columnNamed(key), right: columnNamed(key) }],
    };
    if (join.joinKind !== 'fullouter') {
      return { ...inGroups, columns: [...join.columns, ...hiddenOf(keepsRight ? 'right' : 'left')] };
    }
    const ofRight = ({ name, type }: Column): Column => ({ name: `${name} (right)`, type });
    return {
      kind: 'project',
      input: {
        ...inGroups,
        columns: [
          ...join.columns,
          ...hiddenOf('left'),
          ...hiddenOf('right').map(({ column, ...source }) => ({ ...source, column: ofRight(column) })),
        ],
      },
      columns: [
        ...planColumns(join).map((column) => ({ name: column.name, expression: columnNamed(column) })),
        ...hidden.map((column) => ({
          name: column.name,
          expression: callOf('coalesce', column.type, [column, ofRight(column)].map(columnNamed), groups.place),
        })),
      ],
    };
  }

  function hiddenOf(side: 'left' | 'right'): JoinPlan['columns'] {
    return hidden.map((column) => ({ side, source: column.name, column }));
  }

  /** Rows that are not of the group are there once for each group. */
  function forEveryGroup(rows: Plan): Plan {
    const one: Expression = { kind: 'literal', type: 'long', value: 1n };
    return {
      kind: 'join',
      joinKind: 'inner',
      left: rows,
      right: {
        kind: 'summarize',
        input: groups.outer,
        keys: [{ name: key.name, expression: columnNamed(key) }],
        aggregates: carried.map(anyValue),
      },
      on: [{ left: one, right: one }],
      columns: [
        ...planColumns(rows).map((column) => ({ side: 'left' as const, source: column.name, column })),
        ...hidden.map((column) => ({ side: 'right' as const, source: column.name, column })),
      ],
    };
  }

  function inGroup(inner: Plan): Plan {
    switch (inner.kind) {
      case 'project':
        return {
          ...inner,
          columns: [
            ...inner.columns,
            ...hidden.map((column) => ({ name: column.name, expression: columnNamed(column) })),
          ],
          per: within(inner.per),
        };
      case 'filter':
      case 'take':
      case 'scan':
        return { ...inner, per: within(inner.per) };
      case 'summarize':
        return {
          ...inner,
          keys: [...inner.keys, { name: key.name, expression: columnNamed(key) }],
          aggregates: [...inner.aggregates, ...carried.map(anyValue)],
        };
      case 'makeSeries':
        return {
          ...inner,
          keys: [...inner.keys, ...hidden.map((column) => ({ name: column.name, expression: columnNamed(column) }))],
        };
      case 'expand':
        return { ...inner, columns: [...inner.columns, ...hidden] };
      default:
        return inner;
    }
  }

  function anyValue(column: Column): Aggregate {
    return {
      expression: {
        kind: 'call',
        type: column.type,
        name: 'take_any',
        arguments: [columnNamed(column)],
        place: groups.place,
      },
      columns: [column],
    };
  }
}
