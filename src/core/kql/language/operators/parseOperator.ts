import type { KustoType } from '../../kustoType';
import { callOf } from '../../plan/callOf';
import { conjunction } from '../../plan/conjuncts';
import type { CallExpression, Expression, NamedExpression, Plan } from '../../plan/plan';
import { notSupported, queryError, type Place } from '../../queryError';
import { translateExpression } from '../expressions';
import { present, syntaxItems, type SyntaxNode } from '../kusto/kusto';
import { firstWord, kustoType, placeOf, resultColumns } from '../kusto/kustoSymbols';
import { literal, missingValue } from '../literals';
import { namedParameters, parameterText } from '../parameters';
import type { Scope } from '../scope';

type ParseNode = Kusto.Language.Syntax.ParseOperator | Kusto.Language.Syntax.ParseWhereOperator;

/**
 * How the pieces of a pattern are read: `simple` and `relaxed` take texts as they are, `regex` as regular expressions. In `simple` a
 * row matches only where each part is of its column's type.
 */
type ParseKind = 'simple' | 'relaxed' | 'regex';

interface Pattern {
  /** A regular expression. */
  readonly text: string;
  /** Which of its groups each column is. */
  readonly groups: ReadonlyMap<string, number>;
}

/**
 * `parse` and `parse-where`: the pattern becomes one regular expression, whose groups are the columns. Where it does not match, the
 * columns are null or empty; `parse-where` leaves such rows out.
 */
export function parseOperator(node: ParseNode, input: Plan, scope: Scope): Plan {
  const source = translateExpression(present(node.Expression, 'source'), scope);
  const parameters = namedParameters(node.Parameters);
  const kind = parseKind(parameterText(parameters, 'kind') ?? 'simple', node, scope);
  const flags = parameterText(parameters, 'flags') ?? '';
  if (!/^[imsU]*$/.test(flags)) {
    throw queryError('The flags of parse are i, m, s and U.', scope.place(node));
  }
  const place = scope.place(node);
  const parts = syntaxItems(node.Patterns);
  if (parts.length === 0) {
    throw queryError('parse needs texts and the names of columns between them: parse Text with "from " Sender.', place);
  }
  // Without the flag, the dot of a regular expression matches no line end; the parts between texts may have any.
  const pattern = patternOf(parts, kind, kind === 'regex' ? flags : 's');
  const columns = resultColumns(node).map(({ name, type }): NamedExpression => {
    const group = pattern.groups.get(name);
    return {
      name,
      expression:
        group === undefined
          ? { kind: 'column', type, name }
          : parsedAs(type, (parsed) =>
              callOf(
                'parse_group',
                parsed,
                [source, literal('string', pattern.text), literal('long', BigInt(group))],
                place,
              ),
            ),
    };
  });
  const isWhere = node instanceof Kusto.Language.Syntax.ParseWhereOperator;
  const matched: Plan = isWhere
    ? {
        kind: 'filter',
        input,
        predicate: callOf('parse_matches', 'bool', [source, literal('string', pattern.text)], place),
      }
    : input;
  const parsed: Plan = { kind: 'project', input: matched, columns };
  const fits = kind === 'simple' ? fitsTypes(columns, pattern, place) : undefined;
  if (fits === undefined) {
    return parsed;
  }
  return isWhere
    ? { kind: 'filter', input: parsed, predicate: fits }
    : { kind: 'project', input: parsed, columns: columns.map((column) => onlyWhere(fits, column, pattern, place)) };
}

/** Whether each part that was parsed is of its column's type; nothing where texts and dynamics are parsed only, which any part is. */
function fitsTypes(columns: readonly NamedExpression[], pattern: Pattern, place: Place): Expression | undefined {
  const [first, ...others] = columns
    .filter(({ name, expression: { type } }) => pattern.groups.has(name) && type !== 'string' && type !== 'dynamic')
    .map(({ name, expression: { type } }) => callOf('isnotnull', 'bool', [{ kind: 'column', name, type }], place));
  return first === undefined ? undefined : conjunction([first, ...others], place);
}

/** A column, with its value where a condition is true if it was parsed. */
function onlyWhere(
  condition: Expression,
  { name, expression: { type } }: NamedExpression,
  pattern: Pattern,
  place: Place,
): NamedExpression {
  const value: Expression = { kind: 'column', name, type };
  return {
    name,
    expression: pattern.groups.has(name) ? callOf('iff', type, [condition, value, missingValue(type)], place) : value,
  };
}

/** A part of a text as a type: JSON is read where a dynamic is asked for. */
export function parsedAs(type: KustoType, part: (type: KustoType) => CallExpression): Expression {
  if (type !== 'dynamic') {
    return part(type);
  }
  const text = part('string');
  return callOf('parse_json', type, [text], text.place);
}

function parseKind(text: string, node: SyntaxNode, scope: Scope): ParseKind {
  if (text === 'simple' || text === 'relaxed' || text === 'regex') {
    return text;
  }
  throw notSupported(`parse kind=${text}`, scope.place(node));
}

/** @param flags of regular expressions; `U` makes those that are written match as little as they can, and columns too. */
function patternOf(pieces: readonly SyntaxNode[], kind: ParseKind, flags: string): Pattern {
  const { NameAndTypeDeclaration, NameDeclaration, StarExpression } = Kusto.Language.Syntax;
  const groups = new Map<string, number>();
  const isLazy = flags.includes('U');
  const general = flags.replaceAll('U', '');
  let text = general === '' ? '^' : `(?${general})^`;
  let groupCount = 0;
  pieces.forEach((piece, index) => {
    const isLast = index === pieces.length - 1;
    const isBeforeStar = pieces[index + 1] instanceof StarExpression;
    if (piece instanceof StarExpression) {
      text += '.*?';
    } else if (piece instanceof NameAndTypeDeclaration || piece instanceof NameDeclaration) {
      const name = piece instanceof NameDeclaration ? piece.SimpleName : piece.Name?.SimpleName;
      const type = piece instanceof NameDeclaration ? 'string' : kustoType(piece.Type?.ReferencedSymbol ?? null);
      groups.set(present(name, 'column name'), ++groupCount);
      text += columnPattern(type, kind, isLazy, { isLast, isBeforeStar });
    } else {
      const fragment = literalText(piece);
      text += kind === 'regex' ? (isLazy ? `(?U:${fragment})` : fragment) : escapeRegex(fragment);
      groupCount += kind === 'regex' ? countGroups(fragment) : 0;
    }
  });
  return { text, groups };
}

function literalText(piece: SyntaxNode): string {
  if (piece instanceof Kusto.Language.Syntax.Expression && typeof piece.LiteralValue === 'string') {
    return piece.LiteralValue;
  }
  throw notSupported(`"${firstWord(piece)}" in a pattern`, placeOf(piece));
}

/** What a number looks like. */
function numberPattern(type: KustoType): string | undefined {
  switch (type) {
    case 'int':
    case 'long':
      return '[+-]?\\d+';
    case 'real':
    case 'decimal':
      return '[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?';
    default:
      return undefined;
  }
}

/** What a column of a type may match. In `relaxed` a number may be anything up to the next text, and is null where it is none. */
function columnPattern(
  type: KustoType,
  kind: ParseKind,
  isLazy: boolean,
  { isLast, isBeforeStar }: { readonly isLast: boolean; readonly isBeforeStar: boolean },
): string {
  const number = numberPattern(type);
  if (number !== undefined && (kind !== 'relaxed' || isBeforeStar)) {
    return `\\s*(${number})${kind === 'relaxed' ? '?' : ''}\\s*`;
  }
  return isLast || (kind === 'regex' && !isLazy) ? '(.*)' : '(.*?)';
}

/** A text as a regular expression that matches it. */
export function escapeRegex(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** The groups that a regular expression has of its own. */
export function countGroups(pattern: string): number {
  const plain = pattern.replaceAll(/\\./g, '').replaceAll(/\[[^\]]*\]/g, '');
  return (plain.match(/\((?!\?)|\(\?P?<\w/g) ?? []).length;
}
