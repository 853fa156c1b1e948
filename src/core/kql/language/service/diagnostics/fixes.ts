import type { Place } from '../../../queryError';
import { listItems } from '../../kusto/kusto';
import { loadKusto } from '../../kusto/loadKusto';
import { placeOf } from '../../kusto/kustoSymbols';
import { recordKey } from '../../problems/recordKeys';
import { definedNames } from '../definedNames';
import type { KqlFix } from './diagnostic';
import type { KqlText } from '../text/kqlText';
import { namesElsewhere } from '../../problems/columnsElsewhere';
import { nearestName } from '../../../../text/nearestName';
import { supportedAggregates, supportedFunctions, supportedOperators } from '../completion/supportedNames';

type Problem = Kusto.Language.Diagnostic;
type Fixer = (text: KqlText, problem: Problem) => readonly KqlFix[];

/** Words of other query languages, and the operators that do what they mean. */
const wordsOfOthers: Readonly<Record<string, string>> = {
  select: 'project',
  group: 'summarize',
  groupby: 'summarize',
  orderby: 'sort by',
  head: 'take',
  filter: 'where',
  having: 'where',
  rename: 'project-rename',
  remove: 'project-away',
  stats: 'summarize',
  eval: 'extend',
  dedup: 'distinct',
  unique: 'distinct',
  uniq: 'distinct',
  table: 'project',
};

/** Words between the parts of a condition. */
const conditionWords: ReadonlySet<string> = new Set(
  [
    'has',
    'has_cs',
    'hasprefix',
    'hassuffix',
    'contains',
    'contains_cs',
    'startswith',
    'startswith_cs',
    'endswith',
  ].concat(['endswith_cs', 'has_any', 'has_all', 'in', 'between', 'and', 'or', 'matches', 'by', 'on', 'asc', 'desc']),
);

/** Of shorter words, most are near to `in` or `or`. */
const shortestMisspelt = 3;

/** Mends for the common mistakes, by Kusto's code. */
const fixers: Readonly<Record<string, Fixer>> = {
  KS142: unknownName,
  KS204: unknownName,
  KS211: unknownName,
  KS176: unknownOperator,
  KS106: operandTypes,
  KS116: textOfDynamic,
  KS228: bracketed,
  KS005: wrongCase,
  KS002: (text, problem) => [...signs(text, '&&', 'and', problem)],
  KS500: (_text, problem) => [replace(placeOfProblem(problem), 'has')],
};

/** The changes that may mend a problem; the likeliest first. */
export function fixesFor(text: KqlText, problem: Problem): readonly KqlFix[] {
  const code = problem.Code ?? '';
  return Object.hasOwn(fixers, code) ? (fixers[code]?.(text, problem) ?? []) : [];
}

function unknownName(text: KqlText, problem: Problem): readonly KqlFix[] {
  const place = placeOfProblem(problem);
  const word = wordAt(text, place);
  if (conditionWords.has(word.toLowerCase()) && !conditionWords.has(word)) {
    return [replace(place, word.toLowerCase())];
  }
  if (word === 'null') {
    return nullComparison(text, place);
  }
  const plain = word.replace(/^\['?|'?\]$/g, '');
  const names = namesFor(text, problem);
  const name =
    namesElsewhere(plain).find((other) => names.includes(other)) ??
    nearestName(plain, names) ??
    (plain.length > shortestMisspelt ? nearestName(plain, conditionWords) : undefined);
  const key = recordKey(problem, text.text, text.root);
  return [
    ...(key === undefined ? [] : [replace(place, key)]),
    ...(name === undefined || name === word ? [] : [replace(place, isPlainName(name) ? name : `['${name}']`)]),
  ];
}

function namesFor(text: KqlText, problem: Problem): string[] {
  const { ActorUtilities } = loadKusto().Editor;
  const own = definedNames(text).defined.map(({ name }) => name);
  if (problem.Code === 'KS211') {
    const isOfGroups = [...text.ancestors(text.root.GetTokenAt(problem.Start))].some(
      (node) => node instanceof Kusto.Language.Syntax.SummarizeOperator,
    );
    // Of names that are as near, the first is taken.
    const functions = isOfGroups
      ? [...supportedAggregates, ...supportedFunctions]
      : [...supportedFunctions, ...supportedAggregates];
    return [...own, ...functions].filter((name) => /^\w+$/.test(name));
  }
  const tables = text.tables.map(({ name }) => name);
  const columns =
    problem.Code === 'KS204'
      ? []
      : listItems(ActorUtilities.GetColumnsInScope(text.code, problem.Start)).map(({ Name }) => Name ?? '');
  return [...columns, ...own, ...(columns.length === 0 ? tables : [])];
}

function unknownOperator(text: KqlText, problem: Problem): readonly KqlFix[] {
  const place = placeOfProblem(problem);
  const word = wordAt(text, place);
  if (word === '' && text.text.slice(place.start - 1, place.start + 1) === '||') {
    return signs(text, '||', 'or', problem);
  }
  const folded = word.toLowerCase();
  const meant = supportedOperators.has(folded)
    ? folded
    : Object.hasOwn(wordsOfOthers, folded)
      ? wordsOfOthers[folded]
      : nearestName(word, supportedOperators);
  return meant === undefined ? [] : [replace(place, meant)];
}

/** A time is compared with a text, or with a span: `Time > "2024-01-01"`, `Time > 7d`. */
function operandTypes(text: KqlText, problem: Problem): readonly KqlFix[] {
  const { BinaryExpression, LiteralExpression } = Kusto.Language.Syntax;
  const node = text.root.GetTokenAt(problem.Start)?.Parent;
  if (!(node instanceof BinaryExpression) || node.Left === null || !(node.Right instanceof LiteralExpression)) {
    return [];
  }
  const place = placeOf(node.Right);
  const written = wordAt(text, place);
  if (node.Left.ResultType?.Name !== 'datetime') {
    return [];
  }
  switch (node.Right.ResultType?.Name) {
    case 'string':
      return [replace(place, `datetime(${written.slice(1, -1)})`)];
    case 'timespan':
      return [replace(place, `ago(${written})`)];
    default:
      return [];
  }
}

function wrongCase(text: KqlText, problem: Problem): readonly KqlFix[] {
  const place = placeOfProblem(problem);
  const word = wordAt(text, place);
  const folded = word.toLowerCase();
  return word !== folded && conditionWords.has(folded) ? [replace(place, folded)] : [];
}

/** Rows are grouped and sorted by what is not dynamic. */
function textOfDynamic(text: KqlText, problem: Problem): readonly KqlFix[] {
  const place = placeOfProblem(problem);
  return [replace(place, `tostring(${wordAt(text, place)})`)];
}

/** A word of KQL itself that names a column. */
function bracketed(text: KqlText, problem: Problem): readonly KqlFix[] {
  const place = placeOfProblem(problem);
  return [replace(place, `['${wordAt(text, place)}']`)];
}

/** `a == null` is `isnull(a)`. */
function nullComparison(text: KqlText, place: Place): readonly KqlFix[] {
  const { BinaryExpression } = Kusto.Language.Syntax;
  for (const node of text.ancestors(text.root.GetTokenAt(place.start))) {
    if (node instanceof BinaryExpression && node.Left !== null) {
      const name = node.Operator?.Text === '!=' ? 'isnotnull' : 'isnull';
      return [replace(placeOf(node), `${name}(${wordAt(text, placeOf(node.Left))})`)];
    }
  }
  return [];
}

/** Signs of other languages at a problem, or around it. */
function signs(text: KqlText, sign: string, word: string, { Start }: Problem): readonly KqlFix[] {
  const start = text.text.lastIndexOf(sign, Start);
  return start < 0 || Start - start >= sign.length ? [] : [replace({ start, length: sign.length }, word)];
}

function replace(place: Place, text: string): KqlFix {
  return { replacement: text, edits: [{ ...place, text }] };
}

function placeOfProblem({ Start, Length }: Problem): Place {
  return { start: Start, length: Length };
}

function wordAt(text: KqlText, { start, length }: Place): string {
  return text.text.slice(start, start + length);
}

function isPlainName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}
