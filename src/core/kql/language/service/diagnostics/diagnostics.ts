import { ColumnsNeeded } from '../../../columnsNeeded';
import { EngineError } from '../../../../protocol/engineError';
import type { OutsideData } from '../../../outsideData';
import type { Place } from '../../../queryError';
import { planSql } from '../../../sql/planSql';
import { differences } from '../../differences';
import { listItems } from '../../kusto/kusto';
import { namedColumns, neverEqual } from '../../problems/neverEqual';
import { problemMessage } from '../../problems/problemMessage';
import { translateStatements } from '../../statements';
import { signCode, signMessage, typographicSigns, type TypographicSign } from '../../problems/typographicSigns';
import { insteadOf } from './alternatives';
import type { KqlDiagnostic } from './diagnostic';
import { fixesFor } from './fixes';
import { withoutEchoes } from './echoes';
import type { KqlText } from '../text/kqlText';
import type { FoundError } from '../mistakes/candidate';
import { MistakeSearch } from '../mistakes/commonMistakes';

const severities: ReadonlyMap<string, KqlDiagnostic['severity']> = new Map([
  ['Error', 'error'],
  ['Warning', 'warning'],
  ['Suggestion', 'suggestion'],
]);

/** To write `has` instead of `contains`. Kusto's other advice only tells what a slower service would cost, or of what is no mistake. */
const adviceThatHelps = 'KS500';

/** Kusto's analyzers take a fifth of the time that a long text needs: they are asked only where `contains` is written. */
function adviceOn({ separated, service }: KqlText): readonly Kusto.Language.Diagnostic[] {
  return /contains/i.test(separated)
    ? listItems(service.GetAnalyzerDiagnostics(true)).filter(({ Code }) => Code === adviceThatHelps)
    : [];
}

/** What is wrong with a text, in the order of the text: what Kusto finds, or else what this engine refuses. */
export function diagnosticsOf(text: KqlText): KqlDiagnostic[] {
  if (text.nestingError !== undefined) {
    return [errorDiagnostic(text.nestingError, text)];
  }
  const problems = withoutEchoes(text);
  const signs = problems.length === 0 ? [] : typographicSigns(text.separated);
  if (signs.length > 0) {
    return signDiagnostics(signs);
  }
  const found = [...problems, ...adviceOn(text)].map((problem): KqlDiagnostic => ({
    message: problemMessage(problem, text.text, text.root),
    code: problem.Code ?? '',
    severity: severities.get(problem.Severity ?? '') ?? 'information',
    start: problem.Start,
    length: problem.Length,
    fixes: fixesFor(text, problem),
  }));
  const hasErrors = found.some(({ severity }) => severity === 'error');
  return withMistakes(text, [...found, ...(hasErrors ? [] : [...refusal(text), ...senseless(text)])]).sort(
    (left, right) => left.start - right.start,
  );
}

/** What is wrong, with mistakes that are well known in place of the errors that follow from them. */
function withMistakes(text: KqlText, found: readonly KqlDiagnostic[]): KqlDiagnostic[] {
  if (!found.some(({ severity }) => severity === 'error')) {
    return [...found];
  }
  const { diagnostics, explained } = new MistakeSearch(text, errorsOf).find(
    found.some(({ fixes }) => fixes.length > 0),
  );
  const follows = new Set([...explained].map(keyOf));
  const others = found.filter((problem) => problem.severity !== 'error' || !follows.has(keyOf(problem)));
  return [...others, ...diagnostics.map((mistake) => withNames(mistake, found))];
}

/** What seems to be a text without quotes may also be a name that was misspelt. */
function withNames(mistake: KqlDiagnostic, found: readonly KqlDiagnostic[]): KqlDiagnostic {
  const isText = mistake.fixes.some(({ replacement }) => replacement.startsWith('"'));
  const names = isText ? found.filter((problem) => overlap(problem, mistake)).flatMap(({ fixes }) => fixes) : [];
  return { ...mistake, fixes: [...mistake.fixes, ...names] };
}

function overlap(left: Place, right: Place): boolean {
  return left.start < right.start + right.length && right.start < left.start + left.length;
}

function keyOf({ start, code }: FoundError): string {
  return `${start} ${code}`;
}

/** All errors of a text, those that follow from others too, in the order of the text. */
function errorsOf(text: KqlText): FoundError[] {
  const errors = text.problems
    .filter(({ Severity }) => Severity === 'Error')
    .map(({ Start, Length, Code }) => ({ start: Start, length: Length, code: Code ?? '' }));
  return (errors.length > 0 || text.nestingError !== undefined ? errors : refusal(text)).sort(
    (left, right) => left.start - right.start,
  );
}

/** What queries may read is asked when they run. */
const anything: OutsideData = { externalFile: (name) => name, watchlists: [], geoDatabase: '' };

/** What is known when the query runs: which watchlists there are. */
const knownLater: ReadonlySet<string> = new Set(['unknownWatchlist']);

/** All else follows from them; one change mends them all. */
function signDiagnostics(signs: readonly TypographicSign[]): KqlDiagnostic[] {
  const edits = signs.map(({ start, length, plain }) => ({ start, length, text: plain }));
  return signs.map((sign) => ({
    message: signMessage(sign),
    code: signCode,
    severity: 'error',
    start: sign.start,
    length: sign.length,
    fixes: [{ replacement: sign.plain, edits }],
  }));
}

/** What the engine would refuse to run, though it is KQL; or where it answers in another way. */
function refusal(text: KqlText): KqlDiagnostic[] {
  const root = text.codeThatRuns.Syntax;
  if (!(root instanceof Kusto.Language.Syntax.QueryBlock)) {
    return [];
  }
  try {
    translateStatements(root, { tables: text.tables, now: 0, outside: anything, folds: text.folds }).forEach(
      ({ plan }) => planSql(plan),
    );
    return differences(root).map(({ note, ...place }) => ({
      ...place,
      message: note,
      code: 'differs',
      severity: 'information',
      fixes: [],
    }));
  } catch (error) {
    if (error instanceof ColumnsNeeded || !(error instanceof EngineError) || knownLater.has(error.data.code ?? '')) {
      // The data would be asked; or the defect is one of ours, which running the query tells of.
      return [];
    }
    return [errorDiagnostic(error, text)];
  }
}

/** What runs, but cannot mean what is written. */
function senseless(text: KqlText): KqlDiagnostic[] {
  const root = text.codeThatRuns.Syntax;
  const found = root === null ? [] : neverEqual(root, namedColumns(root, text.tables), text.folds);
  return found.map(({ meant, ...problem }) => ({
    ...problem,
    code: 'neverEqual',
    severity: 'warning',
    fixes: meant === undefined ? [] : [{ replacement: meant.text, edits: [meant] }],
  }));
}

function errorDiagnostic({ data }: EngineError, { text }: KqlText): KqlDiagnostic {
  const { message, code = 'refused', start = 0, length = text.length } = data;
  const instead = insteadOf(text.slice(start, start + length));
  return {
    message: instead === undefined ? message : `${message} ${instead}`,
    code,
    severity: 'error',
    start,
    length,
    fixes: [],
  };
}
