import type { TableSchema } from '../../tableSchema';
import type { EngineError } from '../../../protocol/engineError';
import { loadKusto, present, type SyntaxNode } from '../kusto/kusto';
import { nestingError } from '../problems/nesting';
import { analyzeWhatIsHere, bindKql, problemsOf, separateStatements } from '../parseKql';

type SyntaxToken = Kusto.Language.Syntax.SyntaxToken;

/** A text that was parsed and bound once, for all that is asked of it. */
export class KqlText {
  /** The text with the statements that blank lines part ended by semicolons: all places are places in both. */
  readonly separated: string;
  readonly code: Kusto.Language.KustoCode;
  readonly service: Kusto.Language.Editor.KustoCodeService;
  /** What is wrong with a text that is nested too deeply to be parsed: blanks stand for it, and nothing else is known of it. */
  readonly nestingError: EngineError | undefined;
  private runnable: Kusto.Language.KustoCode | undefined;
  private known: readonly Kusto.Language.Diagnostic[] | undefined;

  constructor(
    readonly text: string,
    globals: Kusto.Language.GlobalState,
    readonly tables: readonly TableSchema[],
  ) {
    const { Editor } = loadKusto();
    this.nestingError = nestingError(text);
    this.separated = this.nestingError === undefined ? separateStatements(text) : text.replaceAll(/[^\n]/g, ' ');
    this.code = bindKql(this.separated, globals);
    this.service = new Editor.KustoCodeService.ctor(this.code);
  }

  get root(): SyntaxNode {
    return present(this.code.Syntax, 'tree');
  }

  get globals(): Kusto.Language.GlobalState {
    return present(this.code.Globals, 'globals');
  }

  /** What would run of it: without what a fuzzy union leaves out. */
  get codeThatRuns(): Kusto.Language.KustoCode {
    this.runnable ??= analyzeWhatIsHere(this.separated, this.globals, this.code).code;
    return this.runnable;
  }

  /** What Kusto finds wrong; of what a fuzzy union leaves out, only that. */
  get problems(): readonly Kusto.Language.Diagnostic[] {
    this.known ??=
      this.codeThatRuns === this.code
        ? problemsOf(this.code)
        : [...problemsOf(this.code).filter(({ Severity }) => Severity !== 'Error'), ...errorsOf(this.codeThatRuns)];
    return this.known;
  }

  /** The token that an offset is within, or the last one that ends at it or before it. */
  tokenBefore(offset: number): SyntaxToken | null {
    const token = this.root.GetTokenAt(offset);
    return token !== null && token.TextStart < offset && token.Width > 0 ? token : (token?.GetPreviousToken() ?? null);
  }

  /** A node and what it is part of, from the inside out. */
  *ancestors(from: Kusto.Language.Syntax.SyntaxElement | null): Generator<SyntaxNode> {
    for (let node = from?.Parent ?? null; node !== null; node = node.Parent) {
      yield node;
    }
  }
}

function errorsOf(code: Kusto.Language.KustoCode): Kusto.Language.Diagnostic[] {
  return problemsOf(code).filter(({ Severity }) => Severity === 'Error');
}
