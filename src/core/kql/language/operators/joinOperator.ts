import { planColumns } from '../../plan/columns';
import type { Expression, JoinKind, Plan } from '../../plan/plan';
import { notSupported, queryError } from '../../queryError';
import { present, separatedItems, type KustoExpression } from '../kusto/kusto';
import { firstWord, plainColumn, resultColumns } from '../kusto/kustoSymbols';
import { namedParameters, parameterText } from '../parameters';
import { convertJoinKeys } from '../problems/problemMessage';
import type { Scope } from '../scope';
import { tableOperand } from '../tables/tables';

const joinKinds: ReadonlyMap<string, JoinKind> = new Map([
  ['inner', 'inner'],
  ['innerunique', 'innerunique'],
  ['leftouter', 'leftouter'],
  ['rightouter', 'rightouter'],
  ['fullouter', 'fullouter'],
  ['leftsemi', 'leftsemi'],
  ['leftanti', 'leftanti'],
  ['anti', 'leftanti'],
  ['leftantisemi', 'leftanti'],
  ['rightsemi', 'rightsemi'],
  ['rightanti', 'rightanti'],
  ['rightantisemi', 'rightanti'],
]);

/**
 * The kind that a `join` names: `innerunique` where it names none.
 *
 * @throws EngineError `query` for one that there is not
 */
export function joinKind(node: Kusto.Language.Syntax.JoinOperator, scope: Scope): JoinKind {
  const name = parameterText(namedParameters(node.Parameters), 'kind') ?? 'innerunique';
  const kind = joinKinds.get(name);
  if (kind === undefined) {
    throw notSupported(`join kind=${name}`, scope.place(node));
  }
  return kind;
}

/** The kind that a `lookup` names: `leftouter` where it names none. */
export function lookupKind(node: Kusto.Language.Syntax.LookupOperator): JoinKind {
  return parameterText(namedParameters(node.Parameters), 'kind') === 'inner' ? 'inner' : 'leftouter';
}

/** `join` and `lookup`. */
export function join(
  node: KustoExpression,
  kind: JoinKind,
  rightNode: KustoExpression | null,
  clause: Kusto.Language.Syntax.JoinConditionClause | null,
  left: Plan,
  scope: Scope,
): Plan {
  const right = tableOperand(present(rightNode, 'right side'), scope);
  if (!(clause instanceof Kusto.Language.Syntax.JoinOnClause)) {
    throw notSupported('A join without "on"', scope.place(node));
  }
  const on = separatedItems(clause.Expressions).flatMap((condition) => joinEqualities(condition, left, right, scope));
  const isLookup = node instanceof Kusto.Language.Syntax.LookupOperator;
  const rightKeys = new Set(on.map((pair) => (pair.right.kind === 'column' ? pair.right.name : undefined)));
  const leftSources = kind.startsWith('right') && kind !== 'rightouter' ? [] : planColumns(left);
  const rightSources =
    kind === 'leftsemi' || kind === 'leftanti'
      ? []
      : planColumns(right).filter(({ name }) => !isLookup || !rightKeys.has(name));
  const sources = [
    ...leftSources.map(({ name }) => ({ side: 'left' as const, source: name })),
    ...rightSources.map(({ name }) => ({ side: 'right' as const, source: name })),
  ];
  const columns = resultColumns(node).map(plainColumn);
  if (columns.length !== sources.length) {
    throw notSupported(`This ${firstWord(node)}`, scope.place(node));
  }
  return {
    kind: 'join',
    joinKind: kind,
    left,
    right,
    on,
    columns: sources.map((source, index) => ({ ...source, column: present(columns[index], 'column') })),
  };
}

/** `on Key`, or `on $left.A == $right.B`, or several of them with `and`. */
function joinEqualities(
  node: KustoExpression,
  left: Plan,
  right: Plan,
  scope: Scope,
): { left: Expression; right: Expression }[] {
  const { BinaryExpression, NameReference, ParenthesizedExpression, PathExpression } = Kusto.Language.Syntax;
  if (node instanceof ParenthesizedExpression && node.Expression !== null) {
    return joinEqualities(node.Expression, left, right, scope);
  }
  const columnOf = (plan: Plan, name: string | null): Expression => {
    const column = planColumns(plan).find((candidate) => candidate.name === name);
    if (column === undefined) {
      throw queryError(
        `The column '${String(name)}' must exist on both sides of the join.`,
        scope.place(node),
        'noColumn',
      );
    }
    return { kind: 'column', ...column };
  };
  const keys = (leftName: string | null, rightName: string | null): { left: Expression; right: Expression }[] => {
    const pair = { left: columnOf(left, leftName), right: columnOf(right, rightName) };
    if (pair.left.type === 'dynamic' || pair.right.type === 'dynamic') {
      throw queryError(`Rows cannot be joined by a dynamic value. ${convertJoinKeys}`, scope.place(node));
    }
    return [pair];
  };
  if (node instanceof NameReference) {
    return keys(node.SimpleName, node.SimpleName);
  }
  if (node instanceof BinaryExpression && node.Left !== null && node.Right !== null) {
    if (node.Operator?.Text === 'and') {
      return [node.Left, node.Right].flatMap((side) => joinEqualities(side, left, right, scope));
    }
    const sideColumn = (operand: KustoExpression, side: string): string | undefined =>
      operand instanceof PathExpression && firstWord(operand) === side && operand.Selector instanceof NameReference
        ? (operand.Selector.SimpleName ?? undefined)
        : undefined;
    const leftName = sideColumn(node.Left, '$left') ?? sideColumn(node.Right, '$left');
    const rightName = sideColumn(node.Left, '$right') ?? sideColumn(node.Right, '$right');
    if (node.Operator?.Text === '==' && leftName !== undefined && rightName !== undefined) {
      return keys(leftName, rightName);
    }
  }
  throw notSupported('A join on anything but equal columns', scope.place(node));
}
