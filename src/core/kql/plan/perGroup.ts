import type { Column } from '../kustoType';
import { notSupported, type Place } from '../queryError';
import { planInputs } from './children';
import { columnNamed, planColumns } from './columns';
import type { Aggregate, Expression, Plan } from './plan';

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

/** Whether rows of a plan come from another. */
function isOf(plan: Plan, source: Plan): boolean {
  return plan === source || planInputs(plan).some((input) => isOf(input, source));
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
      if (plan.joinKind !== 'leftouter' && plan.joinKind !== 'inner' && !plan.joinKind.startsWith('left')) {
        throw notSupported(`join kind=${plan.joinKind} in a subquery`, groups.place);
      }
      // What comes from the group on the right, too, is joined within the group.
      return {
        ...plan,
        left: again(plan.left),
        ...(isOf(plan.right, groups.inner)
          ? { right: again(plan.right), on: [...plan.on, { left: columnNamed(key), right: columnNamed(key) }] }
          : {}),
        columns: [...plan.columns, ...hidden.map((column) => ({ side: 'left' as const, source: column.name, column }))],
      };
    case 'union':
      return {
        ...plan,
        columns: [...plan.columns, ...hidden],
        inputs: plan.inputs.map(({ plan: input, values }) => ({
          plan: again(input),
          values: [...values, ...hidden.map(columnNamed)],
        })),
      };
    case 'table':
    case 'rows':
    case 'external':
    case 'range':
    case 'shared':
      return forEveryGroup(plan);
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
