import { planExpressions } from './children';
import { planColumns } from './columns';
import type { Aggregate, Expression, NamedExpression, Plan } from './plan';
import { sharedPlans } from './sharedPlans';

/** Names of columns. */
type Needed = ReadonlySet<string>;

/** A plan whose parts that are computed once are tables of their own: those that others read come before them. */
export interface NarrowedPlan {
  readonly plan: Plan;
  readonly tables: readonly { readonly name: string; readonly plan: Plan; readonly allNames: readonly string[] }[];
}

/**
 * The same rows without what nothing asks for: a table gives only the columns that its readers name. Tables of audit records have 600
 * columns, which DuckDB would bind at every operator.
 */
export function neededColumns(plan: Plan): NarrowedPlan {
  const shared = sharedPlans(plan);
  const narrowing = new Narrowing(shared);
  const narrowed = narrowing.whole(plan);
  // Those that read come first: all that is asked of a shared plan is known when its turn comes.
  const tables = [...shared].toReversed().flatMap(([each, name]) => {
    const asked = narrowing.asked.get(name);
    return asked === undefined
      ? []
      : [{ name, plan: narrowing.narrowed(each, asked), allNames: planColumns(each).map((column) => column.name) }];
  });
  return { plan: narrowed, tables: tables.toReversed() };
}

class Narrowing {
  /** The columns that are asked of shared plans, by their names. */
  readonly asked = new Map<string, Needed>();

  /** @param shared the plans that others read as tables, and their names */
  constructor(private readonly shared: ReadonlyMap<Plan, string>) {}

  whole(plan: Plan): Plan {
    return this.narrow(plan, allOf(plan));
  }

  private reference(plan: Plan, name: string, needed: Needed): Plan {
    this.asked.set(name, union(this.asked.get(name), needed));
    const columns = planColumns(plan);
    return {
      kind: 'table',
      name,
      columns: columns.filter((column) => needed.has(column.name)),
      allNames: columns.map((column) => column.name),
      holdsValues: true,
    };
  }

  /** @param needed the columns of the plan that are asked for; others may be left out */
  private narrow(plan: Plan, needed: Needed): Plan {
    const name = this.shared.get(plan);
    return name === undefined ? this.narrowed(plan, needed) : this.reference(plan, name, needed);
  }

  /** The plan itself, shared or not. */
  narrowed(plan: Plan, needed: Needed): Plan {
    switch (plan.kind) {
      case 'table': {
        const times = plan.range === undefined ? undefined : plan.days?.of;
        return { ...plan, columns: plan.columns.filter(({ name }) => needed.has(name) || name === times) };
      }
      case 'rows':
      case 'range':
      case 'external':
        return plan;
      case 'filter':
        return {
          ...plan,
          input: this.narrow(plan.input, union(needed, namesIn([plan.predicate]), plan.per)),
          predicate: this.narrowQueries(plan.predicate),
        };
      case 'project': {
        const columns = plan.columns.filter(({ name, expression }) => needed.has(name) || expression.kind !== 'column');
        return {
          ...plan,
          input: this.narrow(plan.input, union(namesIn(columns.map(expressionOf)), plan.per)),
          columns: columns.map(this.narrowNamed),
        };
      }
      case 'summarize': {
        const aggregates = plan.aggregates.map((aggregate) => narrowRow(aggregate, needed));
        return {
          ...plan,
          input: this.narrow(plan.input, namesIn([...plan.keys, ...aggregates].map(expressionOf))),
          keys: plan.keys.map(this.narrowNamed),
          aggregates: aggregates.map(this.narrowNamed),
        };
      }
      case 'sort':
        return {
          ...plan,
          input: this.narrow(plan.input, union(needed, namesIn(plan.keys.map(expressionOf)))),
          keys: plan.keys.map(this.narrowNamed),
        };
      case 'serialize':
      case 'shared':
        return { ...plan, input: this.narrow(plan.input, needed) };
      case 'take':
        return {
          ...plan,
          input: this.narrow(plan.input, union(needed, plan.per)),
          count: this.narrowQueries(plan.count),
        };
      case 'join': {
        const columns = plan.columns.filter(({ column }) => needed.has(column.name));
        const side = (side: 'left' | 'right'): Plan =>
          this.narrow(
            plan[side],
            union(
              columns.filter((column) => column.side === side).map(({ source }) => source),
              namesIn(plan.on.map((pair) => pair[side])),
            ),
          );
        return { ...plan, columns, left: side('left'), right: side('right') };
      }
      case 'union': {
        const isNeeded = plan.columns.map(({ name }) => needed.has(name));
        return {
          ...plan,
          columns: plan.columns.filter((_, index) => isNeeded[index]),
          inputs: plan.inputs.map((input) => {
            const values = input.values.filter((_, index) => isNeeded[index]);
            return { plan: this.narrow(input.plan, namesIn(values)), values: values.map(this.narrowQueries) };
          }),
        };
      }
      case 'expand': {
        const made = new Set([plan.indexColumn, ...plan.expansions.map(({ column }) => column.name)]);
        const columns = plan.columns.filter(({ name }) => needed.has(name) || made.has(name));
        return {
          ...plan,
          columns,
          input: this.narrow(
            plan.input,
            union(
              columns.map(({ name }) => name),
              namesIn(plan.expansions.map(expressionOf)),
            ),
          ),
        };
      }
      case 'makeSeries':
        return {
          ...plan,
          input: this.narrow(
            plan.input,
            namesIn([plan.on, ...plan.keys.map(expressionOf), ...plan.series.map(({ aggregate }) => aggregate)]),
          ),
        };
      case 'patterns':
        return { ...plan, input: this.narrow(plan.input, namesIn(planExpressions(plan))) };
      case 'scan': {
        const held = plan.steps.flatMap(({ state }) => state.map(({ column }) => column.name));
        return {
          ...plan,
          input: this.narrow(plan.input, union(needed, namesIn(planExpressions(plan)), held, plan.per)),
        };
      }
    }
  }

  private readonly narrowNamed = <T extends Pick<NamedExpression, 'expression'>>(named: T): T => {
    return { ...named, expression: this.narrowQueries(named.expression) };
  };

  /** An expression whose queries read only what they need. */
  private readonly narrowQueries = (expression: Expression): Expression => {
    switch (expression.kind) {
      case 'literal':
      case 'column':
        return expression;
      case 'call':
        return { ...expression, arguments: expression.arguments.map(this.narrowQueries) };
      case 'scalarQuery':
        return { ...expression, query: this.whole(expression.query) };
      case 'membership':
        return { ...expression, value: this.narrowQueries(expression.value), query: this.whole(expression.query) };
    }
  };
}

function allOf(plan: Plan): Needed {
  return new Set(planColumns(plan).map(({ name }) => name));
}

function union(...names: readonly (Iterable<string> | undefined)[]): Needed {
  return new Set(names.flatMap((some) => [...(some ?? [])]));
}

function expressionOf({ expression }: { readonly expression: Expression }): Expression {
  return expression;
}

/** The columns that expressions name. The queries inside of them name none: they stand for themselves. */
function namesIn(expressions: readonly Expression[]): Needed {
  const names = new Set<string>();
  const visit = (expression: Expression): void => {
    switch (expression.kind) {
      case 'literal':
      case 'scalarQuery':
        return;
      case 'column':
        names.add(expression.name);
        return;
      case 'call':
        expression.arguments.forEach(visit);
        return;
      case 'membership':
        visit(expression.value);
    }
  };
  expressions.forEach(visit);
  return names;
}

/** Aggregates that give a column for each of their arguments, all of one row. */
const rowAggregates: ReadonlySet<string> = new Set(['arg_max', 'arg_min', 'argmax', 'argmin', 'take_any', 'any']);

/** Such an aggregate without the columns that nothing asks for: `arg_max(Time, *)` has all of the table. The first says which row. */
function narrowRow(aggregate: Aggregate, needed: Needed): Aggregate {
  const { expression, columns } = aggregate;
  if (expression.kind !== 'call' || !rowAggregates.has(expression.name)) {
    return aggregate;
  }
  const isKept = columns.map(({ name }, index) => index === 0 || needed.has(name));
  return {
    expression: { ...expression, arguments: expression.arguments.filter((_, index) => isKept[index] === true) },
    columns: columns.filter((_, index) => isKept[index] === true),
  };
}
