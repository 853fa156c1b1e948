import { planColumns } from './columns';
import type { Aggregate, Expression, NamedExpression, Plan } from './plan';

/** Names of columns. */
type Needed = ReadonlySet<string>;

/**
 * The same rows without what nothing asks for: a table gives only the columns that its readers name. Tables of audit records have 600
 * columns, which DuckDB would bind at every operator.
 */
export function neededColumns(plan: Plan): Plan {
  return narrow(plan, allOf(plan));
}

/** @param needed the columns of the plan that are asked for; others may be left out */
function narrow(plan: Plan, needed: Needed): Plan {
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
        input: narrow(plan.input, union(needed, namesIn([plan.predicate]), plan.per)),
        predicate: narrowQueries(plan.predicate),
      };
    case 'project': {
      const columns = plan.columns.filter(({ name, expression }) => needed.has(name) || expression.kind !== 'column');
      return {
        ...plan,
        input: narrow(plan.input, union(namesIn(columns.map(expressionOf)), plan.per)),
        columns: columns.map(narrowNamed),
      };
    }
    case 'summarize': {
      const aggregates = plan.aggregates.map((aggregate) => narrowRow(aggregate, needed));
      return {
        ...plan,
        input: narrow(plan.input, namesIn([...plan.keys, ...aggregates].map(expressionOf))),
        keys: plan.keys.map(narrowNamed),
        aggregates: aggregates.map(narrowNamed),
      };
    }
    case 'sort':
      return {
        ...plan,
        input: narrow(plan.input, union(needed, namesIn(plan.keys.map(expressionOf)))),
        keys: plan.keys.map(narrowNamed),
      };
    case 'serialize':
      return { ...plan, input: narrow(plan.input, needed) };
    case 'take':
      return { ...plan, input: narrow(plan.input, union(needed, plan.per)), count: narrowQueries(plan.count) };
    case 'join': {
      const columns = plan.columns.filter(({ column }) => needed.has(column.name));
      const side = (side: 'left' | 'right'): Plan =>
        narrow(
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
          return { plan: narrow(input.plan, namesIn(values)), values: values.map(narrowQueries) };
        }),
      };
    }
    case 'expand': {
      const made = new Set([plan.indexColumn, ...plan.expansions.map(({ column }) => column.name)]);
      const columns = plan.columns.filter(({ name }) => needed.has(name) || made.has(name));
      return {
        ...plan,
        columns,
        input: narrow(
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
        input: narrow(
          plan.input,
          namesIn([plan.on, ...plan.keys.map(expressionOf), ...plan.series.map(({ aggregate }) => aggregate)]),
        ),
      };
    // Another place may ask for other columns of the same rows.
    case 'shared':
    case 'scan':
      return { ...plan, input: narrow(plan.input, allOf(plan.input)) };
  }
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

function narrowNamed<T extends Pick<NamedExpression, 'expression'>>(named: T): T {
  return { ...named, expression: narrowQueries(named.expression) };
}

/** An expression whose queries read only what they need. */
function narrowQueries(expression: Expression): Expression {
  switch (expression.kind) {
    case 'literal':
    case 'column':
      return expression;
    case 'call':
      return { ...expression, arguments: expression.arguments.map(narrowQueries) };
    case 'scalarQuery':
      return { ...expression, query: neededColumns(expression.query) };
    case 'membership':
      return { ...expression, value: narrowQueries(expression.value), query: neededColumns(expression.query) };
  }
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
