import { planColumns } from '../plan/columns';
import { convertedTo } from '../plan/convertedTo';
import type { Expression, Plan } from '../plan/plan';
import { queryError, type Place } from '../queryError';
import { binAutoOptions } from './binAuto';
import { differences } from './differences';
import { dispatch, type RowsByClass } from './dispatch';
import { translateExpression } from './expressions';
import { listItems, present, separatedItems, type KustoExpression } from './kusto/kusto';
import { isTabular, kustoType, placeOf } from './kusto/kustoSymbols';
import { literal, typedLiteral } from './literals';
import { listedExpressions, nameAndValue } from './parameters';
import { namedColumns, neverEqual } from './problems/neverEqual';
import type { Render } from '../render';
import { readRender } from './operators/renderOperator';
import { translateResults } from './severalResults';
import { Scope, type Binding, type QueryContext } from './scope';
import { translateTable } from './tables/tables';

/** A statement that gives a result. */
export interface PlannedStatement {
  readonly plan: Plan;
  readonly place: Place;
  readonly render?: Render;
  /** What of it, or of the statements before it, has no effect here or another one, in words. */
  readonly notes: readonly string[];
}

/** Turns the statements of a bound query into plans, in order; `let`s give none, but are seen by the statements after them. */
export function translateStatements(
  block: Kusto.Language.Syntax.QueryBlock,
  context: QueryContext,
): PlannedStatement[] {
  const scope = new Scope(context);
  const named = namedColumns(block, context.tables);
  const pending: string[] = [];
  return separatedItems(block.Statements).flatMap((statement) => {
    const option = optionName(statement);
    if (option !== undefined && !binAutoOptions.has(option)) {
      pending.push(`"set ${option}" has no effect here.`);
    }
    pending.push(...differences(statement).map(({ note }) => note));
    pending.push(...neverEqual(statement, named, context.folds).map(({ message }) => message));
    const plans = dispatch(statementRows, statement, scope);
    const [place, render] = [placeOf(statement), readRender(statement)];
    const notes = plans.length === 0 ? [] : [...new Set(pending.splice(0))];
    if (plans.some((plan) => planColumns(plan).length === 0)) {
      throw queryError('This gives no columns: keep at least one.', place, 'noColumn');
    }
    return plans.map((plan) => ({ plan, place, notes, ...(render === undefined ? {} : { render }) }));
  });
}

function optionName(statement: Kusto.Language.Syntax.Statement): string | undefined {
  return statement instanceof Kusto.Language.Syntax.SetOptionStatement ? (statement.Name?.SimpleName ?? '') : undefined;
}

/** The results that each statement gives. */
const statementRows: RowsByClass<[Scope], readonly Plan[]> = {
  ExpressionStatement: (node, scope) => translateResults(present(node.Expression, 'query'), scope),
  LetStatement: (node, scope) => {
    const value = present(node.Expression, 'value');
    // A function is expanded where it is called.
    if (!(value instanceof Kusto.Language.Syntax.FunctionDeclaration)) {
      scope.define(present(node.Name?.SimpleName, 'name'), bind(value, scope));
    }
    return [];
  },
  SetOptionStatement: (node, scope) => {
    const [name, value] = [node.Name?.SimpleName, node.ValueClause?.Expression];
    if (binAutoOptions.has(name ?? '') && value !== null && value !== undefined) {
      scope.setOption(present(name, 'option'), translateExpression(value, scope));
    }
    return [];
  },
  QueryParametersStatement: (node, scope) => {
    for (const parameter of separatedItems(node.Parameters)) {
      const name = present(parameter.NameAndType?.Name?.SimpleName, 'name');
      scope.define(name, { kind: 'scalar', expression: parameterValue(parameter, name, scope) });
    }
    return [];
  },
};

/** What was given from outside, or the default. */
function parameterValue(parameter: Kusto.Language.Syntax.FunctionParameter, name: string, scope: Scope): Expression {
  const { parameters = {} } = scope.context;
  const type = kustoType(parameter.NameAndType?.Name?.ResultType ?? null);
  const given = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (given !== undefined) {
    return type === 'string' ? literal(type, given) : typedLiteral(given, type, scope.place(parameter));
  }
  const value = parameter.DefaultValue?.Value;
  if (value === undefined || value === null) {
    throw queryError(
      `The parameter "${name}" has no value: give it one, or a default (${name}: ${type} = ...).`,
      scope.place(parameter),
    );
  }
  return translateExpression(value, scope);
}

function bind(value: KustoExpression, scope: Scope): Binding {
  return isTabular(value)
    ? { kind: 'tabular', plan: translateTable(value, scope) }
    : { kind: 'scalar', expression: translateExpression(value, scope) };
}

/**
 * The body of a function that the query defines, with the arguments in place; undefined for a function of Kusto's own. One without
 * parameters may be named alone.
 *
 * @param piped the first argument, where `invoke` gives it.
 */
export function expandCall(node: KustoExpression, scope: Scope, piped?: Plan): Binding | undefined {
  const { FunctionBody, FunctionCallExpression } = Kusto.Language.Syntax;
  const body = node.GetCalledFunctionBody();
  if (!(body instanceof FunctionBody)) {
    return undefined;
  }
  const inner = scope.call(node);
  const args = node instanceof FunctionCallExpression ? listedExpressions(node.ArgumentList).map(nameAndValue) : [];
  const parameters = listItems(node.ReferencedSignature?.Parameters ?? null);
  if (piped !== undefined) {
    inner.define(present(parameters[0]?.Name, 'parameter name'), { kind: 'tabular', plan: piped });
  }
  parameters.slice(piped === undefined ? 0 : 1).forEach((parameter, index) => {
    const name = present(parameter.Name, 'parameter name');
    const atPlace = args[index]?.name === undefined ? args[index] : undefined;
    const argument = args.find((candidate) => candidate.name === name) ?? atPlace;
    const value = argument?.value ?? parameter.DefaultValue;
    if (value !== null) {
      inner.define(name, ofParameter(parameter, bind(value, scope), scope.place(value)));
    }
  });
  for (const statement of separatedItems(body.Statements)) {
    dispatch(statementRows, statement, inner);
  }
  return bind(present(body.Expression, 'function body'), inner);
}

/** An argument as the type that the parameter is declared with. What any value may be given for stays as it is. */
function ofParameter(parameter: Kusto.Language.Symbols.Parameter, argument: Binding, place: Place): Binding {
  const type = kustoType(listItems(parameter.DeclaredTypes)[0] ?? null);
  return argument.kind === 'scalar' && type !== 'dynamic'
    ? { kind: 'scalar', expression: convertedTo(type, argument.expression, place) }
    : argument;
}
