import type { TableSchema } from '../../../tableSchema';
import type { EngineError } from '../../../../protocol/engineError';
import { present, type SyntaxNode } from '../../kusto/kusto';
import { loadKusto } from '../../kusto/loadKusto';
import { analyzeWhatIsHere } from '../../bindKql';
import type { Folds } from '../../foldedLists';
import { problemsOf } from '../../problems/problemsOf';
import { bindReadable } from './readableText';
import type { WrittenText } from './writtenText';

type SyntaxToken = Kusto.Language.Syntax.SyntaxToken;

/** A text that was parsed and bound once, for all that is asked of it. */
export class KqlText {
  readonly code: Kusto.Language.KustoCode;
  readonly service: Kusto.Language.Editor.KustoCodeService;
  /** What is wrong with those parts of statements that cannot be read; blanks stand for them. */
  private readonly unreadProblems: readonly Kusto.Language.Diagnostic[];
  private runnable: Kusto.Language.KustoCode | undefined;
  private known: readonly Kusto.Language.Diagnostic[] | undefined;

  constructor(
    private readonly written: WrittenText,
    globals: Kusto.Language.GlobalState,
    readonly tables: readonly TableSchema[],
  ) {
    const { Editor } = loadKusto();
    const { code, unreadProblems } = bindReadable(this.separated, globals);
    this.code = code;
    this.unreadProblems = unreadProblems;
    this.service = new Editor.KustoCodeService.ctor(this.code);
  }

  get text(): string {
    return this.written.text;
  }

  get separated(): string {
    return this.written.separated;
  }

  get folds(): Folds {
    return this.written.folds;
  }

  get nestingError(): EngineError | undefined {
    return this.written.nestingError;
  }

  get root(): SyntaxNode {
    return present(this.code.Syntax, 'tree');
  }

  get globals(): Kusto.Language.GlobalState {
    return present(this.code.Globals, 'globals');
  }

  /** What would run of it: without what a fuzzy union leaves out. */
  get codeThatRuns(): Kusto.Language.KustoCode {
    this.runnable ??= analyzeWhatIsHere(present(this.code.Text, 'text'), this.globals, this.code).code;
    return this.runnable;
  }

  /** What Kusto finds wrong; of what a fuzzy union leaves out, only that. */
  get problems(): readonly Kusto.Language.Diagnostic[] {
    this.known ??= [
      ...this.unreadProblems,
      ...(this.codeThatRuns === this.code
        ? problemsOf(this.code)
        : [...problemsOf(this.code).filter(({ Severity }) => Severity !== 'Error'), ...errorsOf(this.codeThatRuns)]),
    ];
    return this.known;
  }

  /** The token that an offset is within, or the last one that ends at it or before it. */
  tokenBefore(offset: number): SyntaxToken | null {
    const token = this.root.GetTokenAt(offset);
    return token !== null && token.TextStart < offset && token.Width > 0 ? token : (token?.GetPreviousToken() ?? null);
  }

  /** Whether what is typed at an offset is read by people only. */
  isComment(offset: number): boolean {
    return /\/\/[^\n\r]*$/.test(this.separated.slice(this.tokenBefore(offset)?.End ?? 0, offset));
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
