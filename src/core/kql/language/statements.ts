import type { Plan } from '../plan/plan';
import type { Place } from '../queryError';
import { dispatch, type RowsByClass } from './dispatch';
import { translateExpression } from './expressions';
import { listItems, present, separatedItems, type KustoExpression } from './kusto';
import { isTabular, placeOf } from './kustoSymbols';
import { listedExpressions, nameAndValue } from './parameters';
import { readRender, type Render } from './renderOperator';
import { Scope, type Binding, type QueryContext } from './scope';
import { translateTable } from './tables';

/** A statement that gives a result. */
export interface PlannedStatement {
  readonly plan: Plan;
  readonly place: Place;
  readonly render?: Render;
}

/** Turns the statements of a bound query into plans, in order; `let`s give none, but are seen by the statements after them. */
export function translateStatements(
  block: Kusto.Language.Syntax.QueryBlock,
  context: QueryContext,
): PlannedStatement[] {
  const scope = new Scope(context);
  return separatedItems(block.Statements).flatMap((statement) => {
    const plan = dispatch(statementRows, statement, scope);
    const render = readRender(statement);
    return plan === undefined ? [] : [{ plan, place: placeOf(statement), ...(render === undefined ? {} : { render }) }];
  });
}

const statementRows: RowsByClass<[Scope], Plan | undefined> = {
  ExpressionStatement: (node, scope) => translateTable(present(node.Expression, 'query'), scope),
  LetStatement: (node, scope) => {
    const value = present(node.Expression, 'value');
    // A function is expanded where it is called.
    if (!(value instanceof Kusto.Language.Syntax.FunctionDeclaration)) {
      scope.define(present(node.Name?.SimpleName, 'name'), bind(value, scope));
    }
    return undefined;
  },
  SetOptionStatement: () => undefined,
  QueryParametersStatement: (node, scope) => {
    for (const parameter of separatedItems(node.Parameters)) {
      const value = parameter.DefaultValue?.Value;
      if (value !== undefined && value !== null) {
        scope.define(present(parameter.NameAndType?.Name?.SimpleName, 'name'), bind(value, scope));
      }
    }
    return undefined;
  },
};

function bind(value: KustoExpression, scope: Scope): Binding {
  return isTabular(value)
    ? { kind: 'tabular', plan: translateTable(value, scope) }
    : { kind: 'scalar', expression: translateExpression(value, scope) };
}

/**
 * The body of a function that the query defines, with the arguments in place; undefined for a function of Kusto's own.
 *
 * @param piped the first argument, where `invoke` gives it.
 */
export function expandCall(
  node: Kusto.Language.Syntax.FunctionCallExpression,
  scope: Scope,
  piped?: Plan,
): Binding | undefined {
  const { FunctionBody } = Kusto.Language.Syntax;
  const body = node.GetCalledFunctionBody();
  if (!(body instanceof FunctionBody)) {
    return undefined;
  }
  const inner = scope.call(node);
  const args = listedExpressions(node.ArgumentList).map(nameAndValue);
  const parameters = listItems(node.ReferencedSignature?.Parameters ?? null);
  if (piped !== undefined) {
    inner.define(present(parameters[0]?.Name, 'parameter name'), { kind: 'tabular', plan: piped });
  }
  parameters.slice(piped === undefined ? 0 : 1).forEach((parameter, index) => {
    const name = present(parameter.Name, 'parameter name');
    const argument = args.find((candidate) => candidate.name === name) ?? args[index];
    const value = argument?.value ?? parameter.DefaultValue;
    if (value !== null) {
      inner.define(name, bind(value, scope));
    }
  });
  for (const statement of separatedItems(body.Statements)) {
    dispatch(statementRows, statement, inner);
  }
  return bind(present(body.Expression, 'function body'), inner);
}
