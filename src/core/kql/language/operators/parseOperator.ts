import type { KustoType } from '../../kustoType';
import { callOf } from '../../plan/callOf';
import type { CallExpression, Expression, NamedExpression, Plan } from '../../plan/plan';
import { notSupported, queryError } from '../../queryError';
import { translateExpression } from '../expressions';
import { present, syntaxItems, type SyntaxNode } from '../kusto/kusto';
import { firstWord, kustoType, placeOf, rewrittenColumns } from '../kusto/kustoSymbols';
import { literal } from '../literals';
import { namedParameters, parameterText } from '../parameters';
import type { Scope } from '../scope';

type ParseNode = Kusto.Language.Syntax.ParseOperator | Kusto.Language.Syntax.ParseWhereOperator;

/** How the pieces of a pattern are read: `simple` and `relaxed` take texts as they are, `regex` as regular expressions. */
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
  const pattern = patternOf(syntaxItems(node.Patterns), kind, kind === 'regex' ? flags : '');
  const columns = rewrittenColumns(node).map(({ name, type }): NamedExpression => {
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
  const matched: Plan =
    node instanceof Kusto.Language.Syntax.ParseWhereOperator
      ? {
          kind: 'filter',
          input,
          predicate: callOf('parse_matches', 'bool', [source, literal('string', pattern.text)], place),
        }
      : input;
  return { kind: 'project', input: matched, columns };
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
    if (piece instanceof StarExpression) {
      text += '.*?';
    } else if (piece instanceof NameAndTypeDeclaration || piece instanceof NameDeclaration) {
      const name = piece instanceof NameDeclaration ? piece.SimpleName : piece.Name?.SimpleName;
      const type = piece instanceof NameDeclaration ? 'string' : kustoType(piece.Type?.ReferencedSymbol ?? null);
      groups.set(present(name, 'column name'), ++groupCount);
      text += columnPattern(type, kind, isLast, isLazy);
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

/** What a column of a type may match. In `relaxed` a number may be anything, and is null where it is none. */
function columnPattern(type: KustoType, kind: ParseKind, isLast: boolean, isLazy: boolean): string {
  const isStrict = kind !== 'relaxed';
  if (isStrict && (type === 'int' || type === 'long')) {
    return '\\s*([+-]?\\d+)\\s*';
  }
  if (isStrict && (type === 'real' || type === 'decimal')) {
    return '\\s*([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)\\s*';
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
