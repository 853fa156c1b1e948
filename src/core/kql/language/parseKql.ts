import { queryError } from '../queryError';
import { analyzeWhatIsHere, unboundError } from './bindKql';
import { foldLists, type Folds } from './foldedLists';
import { present } from './kusto/kusto';
import { loadKusto } from './kusto/loadKusto';
import { nestingError } from './problems/nesting';
import { problemMessage } from './problems/problemMessage';
import { problemsOf } from './problems/problemsOf';
import { signCode, signMessage, typographicSigns } from './problems/typographicSigns';
import { separateStatements } from './separateStatements';

/** A text that can be run, bound. */
export interface ParsedKql {
  readonly block: Kusto.Language.Syntax.QueryBlock;
  /** The names of tables that are not here, without which unions are made. */
  readonly leftOut: readonly string[];
  /** What strings of its long lists stand for. */
  readonly folds: Folds;
}

/**
 * Parses and binds a text that is to be run.
 *
 * @param globals what `kustoGlobals` gives
 * @throws EngineError with the first error that Kusto finds, its place and its code.
 */
export function parseKql(text: string, globals: Kusto.Language.GlobalState): ParsedKql {
  const nesting = nestingError(text);
  if (nesting !== undefined) {
    throw nesting;
  }
  const folded = foldLists(text);
  const { code, leftOut } = analyzeWhatIsHere(separateStatements(folded.text), globals);
  const error = problemsOf(code).find(({ Severity }) => Severity === 'Error');
  if (error !== undefined) {
    const [sign] = typographicSigns(text);
    throw sign === undefined
      ? queryError(
          problemMessage(error, text, present(code.Syntax, 'tree')),
          { start: error.Start, length: error.Length },
          error.Code ?? undefined,
        )
      : queryError(signMessage(sign), sign, signCode);
  }
  const unbound = unboundError(code);
  if (unbound !== undefined) {
    throw unbound;
  }
  const { QueryBlock } = loadKusto().Syntax;
  if (!(code.Syntax instanceof QueryBlock)) {
    throw queryError('Management commands cannot be run here: write a query.', { start: 0, length: text.length });
  }
  return { block: code.Syntax, leftOut, folds: folded.folds };
}
