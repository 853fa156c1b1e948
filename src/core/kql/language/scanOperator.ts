import type { Column, KustoType } from '../kustoType';
import { planColumns } from '../plan/columns';
import type { Expression, NamedExpression, Plan, ScanPlan } from '../plan/plan';
import { notSupported, refused } from '../queryError';
import { translateExpression } from './expressions';
import { present, separatedItems, syntaxItems, type KustoExpression } from './kusto';
import { kustoType } from './kustoSymbols';
import { literal, readLiteral } from './literals';
import { namedParameters } from './parameters';
import type { Scope } from './scope';
import { sortKeys } from './sortKeys';

/** `scan` with one step. */
export function scan(node: Kusto.Language.Syntax.ScanOperator, input: Plan, scope: Scope): Plan {
  const [step, second] = syntaxItems(node.Steps);
  if (step === undefined || second !== undefined) {
    throw refused(
      'scan of several steps',
      'Find one step with "where", and join the next on its key, with a condition on the time between them.',
      scope.place(node),
    );
  }
  if (namedParameters(node.Parameters).has('with_match_id')) {
    throw notSupported('"with_match_id" of scan', scope.place(node));
  }
  if (step.ScanStepOutput !== null) {
    throw notSupported('"output" of a step of scan', scope.place(step));
  }
  const declared = separatedItems(node.DeclareClause?.Declarations ?? null).map((parameter): NamedExpression => {
    const type = kustoType(parameter.NameAndType?.Name?.ResultType ?? null);
    const value = parameter.DefaultValue?.Value;
    return {
      name: present(parameter.NameAndType?.Name?.SimpleName, 'column'),
      expression: value === null || value === undefined ? literal(type, null) : ofType(value, type, scope),
    };
  });
  const order = node.OrderByClause;
  const rows: Plan = order === null ? input : { kind: 'sort', input, keys: sortKeys(order.Expressions, scope) };
  const columnName = (name: string): string => `(${stepName}) ${name}`;
  const stepName = present(step.Name?.SimpleName, 'step name');
  const inner = scope.over(planColumns(input));
  inner.define(stepName, { kind: 'state', columnName });
  const condition = translateExpression(present(step.Condition, 'condition'), inner);
  const assignments = separatedItems(step.ComputationClause?.Assignments ?? null).map((assignment) => ({
    name: present(assignment.Name?.SimpleName, 'column'),
    expression: translateExpression(present(assignment.Expression, 'value'), inner),
  }));
  const columns: Column[] = [
    ...planColumns(rows),
    ...declared.map(({ name, expression }) => ({ name, type: expression.type })),
  ];
  const named = namedColumns([condition, ...assignments.map(({ expression }) => expression)]);
  const state: ScanPlan['state'] = columns
    .map((column) => ({ name: columnName(column.name), column }))
    .filter(({ name }) => named.has(name));
  return {
    kind: 'scan',
    input: rows,
    declared,
    condition,
    assignments,
    state,
    keys: separatedItems(node.PartitionByClause?.Expressions ?? null).map((key) => translateExpression(key, scope)),
  };
}

/** A default: the language service does not bind it, so it is read as the type of its column. */
function ofType(node: KustoExpression, type: KustoType, scope: Scope): Expression {
  const { LiteralExpression, PrefixUnaryExpression } = Kusto.Language.Syntax;
  if (node instanceof LiteralExpression) {
    return readLiteral(node, type);
  }
  if (node instanceof PrefixUnaryExpression && node.Expression instanceof LiteralExpression) {
    const { value } = readLiteral(node.Expression, type);
    if (typeof value === 'bigint' || typeof value === 'number') {
      return literal(type, node.Operator?.Text === '-' ? -value : value);
    }
  }
  const expression = translateExpression(node, scope);
  if (expression.type !== type) {
    throw notSupported(`A default that is no ${type}`, scope.place(node));
  }
  return expression;
}

function namedColumns(expressions: readonly Expression[]): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (expression: Expression): void => {
    if (expression.kind === 'column') {
      names.add(expression.name);
    } else if (expression.kind === 'call') {
      expression.arguments.forEach(visit);
    } else if (expression.kind === 'membership') {
      visit(expression.value);
    }
  };
  expressions.forEach(visit);
  return names;
}
