import type { Column, KustoType } from '../../kustoType';
import { planColumns } from '../../plan/columns';
import { namedColumns } from '../../plan/namedColumns';
import type { Expression, NamedExpression, Plan, ScanStep } from '../../plan/plan';
import { notSupported, queryError } from '../../queryError';
import { translateExpression } from '../expressions';
import { present, separatedItems, syntaxItems, type KustoExpression } from '../kusto/kusto';
import { kustoType } from '../kusto/kustoSymbols';
import { literal, readLiteral } from '../literals';
import { namedParameters, parameterText } from '../parameters';
import type { Scope } from '../scope';
import { sortKeys } from './sortKeys';

/** `scan` */
export function scan(node: Kusto.Language.Syntax.ScanOperator, input: Plan, scope: Scope): Plan {
  const declared = separatedItems(node.DeclareClause?.Declarations ?? null).map((parameter): NamedExpression => {
    const type = kustoType(parameter.NameAndType?.Name?.ResultType ?? null);
    const value = parameter.DefaultValue?.Value;
    return {
      name: present(parameter.NameAndType?.Name?.SimpleName, 'column'),
      expression: value === null || value === undefined ? literal(type, null) : ofType(value, type, scope),
    };
  });
  const taken = declared.find(({ name }) => planColumns(input).some((column) => column.name === name));
  if (taken !== undefined) {
    throw queryError(
      `There is a column "${taken.name}" already: give the declared one another name.`,
      scope.place(node),
    );
  }
  const order = node.OrderByClause;
  const rows: Plan = order === null ? input : { kind: 'sort', input, keys: sortKeys(order.Expressions, scope) };
  const inner = scope.over(planColumns(input));
  const stepNodes = syntaxItems(node.Steps).map((step) => ({
    step,
    name: present(step.Name?.SimpleName, 'step name'),
  }));
  for (const [index, { step, name }] of stepNodes.entries()) {
    if (stepNodes.findIndex((other) => other.name === name) < index) {
      throw queryError(`There is a step "${name}" already: give each step its own name.`, scope.place(step));
    }
    inner.define(name, { kind: 'state', columnName: stateName(name) });
  }
  const declaredName = (assignment: Kusto.Language.Syntax.ScanAssignment): string => {
    const name = present(assignment.Name?.SimpleName, 'column');
    if (declared.some((column) => column.name === name)) {
      return name;
    }
    throw queryError(
      `A step gives values to declared columns only: declare another column, and give it what "${name}" is to be.`,
      scope.place(assignment),
    );
  };
  const steps = stepNodes.map(({ step, name }) => ({
    name,
    condition: translateExpression(present(step.Condition, 'condition'), inner),
    assignments: separatedItems(step.ComputationClause?.Assignments ?? null).map((assignment) => ({
      name: declaredName(assignment),
      expression: translateExpression(present(assignment.Expression, 'value'), inner),
    })),
    output: stepOutput(step.ScanStepOutput),
  }));
  const columns: Column[] = [
    ...planColumns(rows),
    ...declared.map(({ name, expression }) => ({ name, type: expression.type })),
  ];
  const named = namedColumns(
    steps.flatMap(({ condition, assignments }) => [condition, ...assignments.map(({ expression }) => expression)]),
  );
  const matchId = parameterText(namedParameters(node.Parameters), 'with_match_id');
  return {
    kind: 'scan',
    input: rows,
    declared,
    steps: steps.map(({ name, ...step }): ScanStep => ({
      ...step,
      state: columns
        .map((column) => ({ name: stateName(name)(column.name), column }))
        .filter((state) => named.has(state.name)),
    })),
    ...(matchId === undefined ? {} : { matchId }),
    keys: separatedItems(node.PartitionByClause?.Expressions ?? null).map((key) => translateExpression(key, scope)),
  };
}

/** The name that a column of a step's last row has beside the columns of the row. */
function stateName(step: string): (column: string) => string {
  return (column) => `(${step}) ${column}`;
}

function stepOutput(node: Kusto.Language.Syntax.ScanStepOutput | null): ScanStep['output'] {
  const kind = node?.OutputKind?.ValueText;
  return kind === 'last' || kind === 'none' ? kind : 'all';
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
