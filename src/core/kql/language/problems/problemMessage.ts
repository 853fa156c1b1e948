import type { SyntaxNode } from '../kusto/kusto';
import { refusedPlugins } from '../plugins/refusedPlugins';
import { insteadOfOperator } from './operandTypes';
import { recordKey } from './recordKeys';
import { deepestTree, tooDeepCode } from './syntaxDepth';
import { insteadOfTable } from './tablesElsewhere';

type Problem = Kusto.Language.Diagnostic;

/** Kusto's codes for a name that no table has, and no function. */
const unknownNames: ReadonlySet<string> = new Set(['KS204', 'KS211']);

/** What to write instead of a dynamic value by which rows are grouped, sorted or joined. */
export const convertKey = 'Convert it, as in tostring(a) or tolong(a).';

/** What to write where the keys of a join cannot be compared. */
export const convertJoinKeys = 'Convert it before the join, on both sides: "extend Key = tostring(Key)".';

/** What to write instead, by Kusto's codes. */
const advice: ReadonlyMap<string, string> = new Map([
  // A sign that no expression has
  ['KS002', 'Conditions are joined by "and" and "or".'],
  // An argument of another type
  ['KS107', 'Convert it, as in todatetime(a), totimespan(a), tolong(a) or tostring(a).'],
  // A dynamic value as a key
  ['KS116', convertKey],
  // Keys of different types
  ['KS227', convertJoinKeys],
  ['KS242', convertJoinKeys],
  // `{Name}` where a value stands
  ['KS213', 'It is a parameter of a workbook, which writes a value in its place: write the value.'],
  // An aggregate outside of "summarize"
  [
    'KS144',
    'Aggregates stand in "summarize", and a condition on their result after it: summarize n = count() by UserId | where n > 5.',
  ],
]);

/** Functions that name a place where tables are, in a service of many databases. */
const placesOfTables: ReadonlySet<string> = new Set(['workspace', 'app', 'resource', 'arg', 'adx']);

/**
 * What Kusto says of a problem, and what to do about it where more is known here.
 *
 * @param root is the tree of the text, bound
 */
export function problemMessage(problem: Problem, text: string, root: SyntaxNode): string {
  if (problem.Code === tooDeepCode) {
    return `The query is too long from here on: it may have about ${deepestTree} operators in a row. Write many values as a list, "in (…)", and give parts of the query a name before it, by "let".`;
  }
  const message = problem.Message ?? 'This is no valid query.';
  const instead =
    advice.get(problem.Code ?? '') ??
    insteadOfName(problem, text) ??
    insteadOfPlugin(problem, text) ??
    insteadOfMember(problem, text) ??
    insteadOfKey(problem, text, root) ??
    insteadOfOperator(problem, root) ??
    insteadOfEquals(problem, text, root);
  return instead === undefined ? message : `${message} ${instead}`;
}

function insteadOfName({ Code, Start, Length }: Problem, text: string): string | undefined {
  if (!unknownNames.has(Code ?? '')) {
    return undefined;
  }
  // table("Name") has quotes.
  const name = text.slice(Start, Start + Length).replaceAll(/^["']|["']$/g, '');
  if (placesOfTables.has(name)) {
    return 'There is one database here: write the name of the table alone.';
  }
  return insteadOfTable(name);
}

/** Kusto's code for a plugin that the service does not know: some that Kusto has are among them. */
const unknownPlugin = 'KS124';

function insteadOfPlugin({ Code, Start, Length }: Problem, text: string): string | undefined {
  const name = text.slice(Start, Start + Length);
  return Code === unknownPlugin && Object.hasOwn(refusedPlugins, name) ? refusedPlugins[name] : undefined;
}

/** Kusto's codes for a member that is no name, and for an index, of what has none. */
const unknownMembers: ReadonlySet<string> = new Set(['KS142', 'KS147']);

/** `Parameters.Name`, `Parameters[0]`: columns that hold JSON as text look like the values that they hold. */
function insteadOfMember({ Code, Start, Length }: Problem, text: string): string | undefined {
  if (!unknownMembers.has(Code ?? '')) {
    return undefined;
  }
  const member = text.slice(Start, Start + Length);
  if (member === 'null') {
    return 'Whether a value is missing is asked by isnull(a), and for a text by isempty(a).';
  }
  const [, name, dot = ''] = /(?<![$\w.])([A-Za-z_]\w*)(\.?)$/.exec(text.slice(0, Start)) ?? [];
  return name !== undefined && (dot === '.' || member.startsWith('['))
    ? `Only dynamic values have members: where ${name} is JSON, write parse_json(${name})${dot}${member}.`
    : undefined;
}

function insteadOfKey(problem: Problem, text: string, root: SyntaxNode): string | undefined {
  const key = recordKey(problem, text, root);
  return key === undefined ? undefined : `If it is a key that no record here has had yet, write ${key}.`;
}

/** Kusto's code for an expression that is not of the type that is wanted. */
const wrongType = 'KS141';

/** What is said of `where a = 1`. */
export const comparedBy = 'Values are compared by "==".';

function insteadOfEquals({ Code, Start, Length }: Problem, text: string, root: SyntaxNode): string | undefined {
  const { MvApplyExpression, MvExpandExpression } = Kusto.Language.Syntax;
  const token = root.GetTokenAt(Start);
  // Where values are expanded, "=" gives a name.
  const expanded =
    token?.GetFirstAncestor<unknown>(MvExpandExpression) ??
    token?.GetFirstAncestor<unknown>(MvApplyExpression) ??
    undefined;
  return Code === wrongType && expanded === undefined && /^[\w.]+\s*=(?![=~])/.test(text.slice(Start, Start + Length))
    ? comparedBy
    : undefined;
}
