import type { ContentWindow } from '../../core/api/contentWindow';
import type { AuditNotebook, AuditNotebookCell } from '../../core/notebook/notebookFormat';
import { tablesRead } from '../../core/notebook/state/cellRun';
import { runValues, type ParameterValues } from '../../core/notebook/state/parameterValues';
import { emptyScope, type PowerShellScope } from '../../core/powershell/powerShellScope';
import { EngineError } from '../../core/protocol/engineError';
import type { QueryFiles } from '../../core/protocol/queryProtocol';
import { archiveTables } from '../../core/schema/archiveTables';
import type { Archive } from '../archive/archive';
import type { QueryRunner, ResultTable, StatementResult } from '../query/queryRunner';
import { nameOf, notebookParameters, queryLanguageOf } from './notebookCells';
import { runPowerShellCell } from './powerShellCell';

export interface NotebookRunOptions {
  readonly archive: Archive;
  /** Of the archive. */
  readonly runner: QueryRunner;
  /** Only this tenant's records; all tenants' where it is absent. */
  readonly tenantId?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** As the user gives them. */
  readonly parameters: ParameterValues;
  /** Audit records outside of it are not there. */
  readonly timeRange?: ContentWindow | undefined;
  /** The user's files that its queries may read. */
  readonly files?: QueryFiles | undefined;
  readonly signal: AbortSignal;
}

/** What came of a cell. Its results are there until the run ends. */
export interface CellOutcome {
  /** From 0, prose counted. */
  readonly index: number;
  readonly cell: AuditNotebookCell;
  readonly name?: string | undefined;
  readonly results: readonly StatementResult[];
  /** Why it failed: then there are no results. */
  readonly error?: unknown;
  readonly elapsedMs: number;
}

/** Runs the cells of a notebook, in order. One that fails keeps none of the others from running. */
export class NotebookRun {
  private readonly results = new Set<StatementResult>();
  /** The last result of each named cell; undefined where it has none. */
  private readonly named = new Map<string, StatementResult | undefined>();
  private scope: PowerShellScope = emptyScope;
  private readonly values: ParameterValues;

  constructor(
    private readonly notebook: AuditNotebook,
    private readonly options: NotebookRunOptions,
  ) {
    this.values = runValues([...notebookParameters(notebook).values()], options.parameters, options.now);
  }

  /** @throws the signal's reason, once it is aborted */
  async *cells(): AsyncGenerator<CellOutcome> {
    for (const [index, cell] of this.notebook.cells.entries()) {
      const started = performance.now();
      const outcome = cell.kind === 'markdown' ? { results: [] } : await this.runCell(cell);
      const name = cell.kind === 'markdown' ? undefined : nameOf(cell);
      if (name !== undefined) {
        this.named.set(name, outcome.results.at(-1));
      }
      yield { index, cell, name, ...outcome, elapsedMs: performance.now() - started };
    }
  }

  /** Lets the results go. */
  async close(): Promise<void> {
    await Promise.all([...this.results].map((result) => result.dispose()));
    this.results.clear();
  }

  private async runCell(cell: AuditNotebookCell): Promise<Pick<CellOutcome, 'results' | 'error'>> {
    const { signal } = this.options;
    try {
      signal.throwIfAborted();
      const results = await this.query(cell);
      results.forEach((result) => this.results.add(result));
      return { results };
    } catch (error) {
      signal.throwIfAborted();
      return { results: [], error };
    }
  }

  private async query(cell: AuditNotebookCell): Promise<readonly StatementResult[]> {
    const language = queryLanguageOf(cell);
    if (language === undefined) {
      throw new EngineError({
        kind: 'query',
        code: 'notSupported',
        message: `A cell of ${cell.language} cannot be run: change its language to KQL or PowerShell.`,
      });
    }
    const { archive, runner, tenantId, now, timeRange, files, signal } = this.options;
    const options = { language: 'kql', tenantId, now, timeRange, files, signal } as const;
    if (language === 'kql') {
      return runner.run(cell.text, { ...options, parameters: this.values, tables: this.tablesOf(cell) });
    }
    const { otherKeys } = await archive.recordSet(tenantId);
    const translation = { tables: archiveTables([...otherKeys]), now, scope: this.scope };
    const { results, scope } = await runPowerShellCell(cell.text, translation, (kql) => runner.run(kql, options));
    this.scope = scope;
    return results;
  }

  /** The results of earlier cells that a cell reads. */
  private tablesOf({ text }: AuditNotebookCell): readonly ResultTable[] {
    const ids = new Map([...this.named].map(([name]) => [name, name]));
    return Object.keys(tablesRead(text, ids)).map((name) => {
      const result = this.named.get(name);
      if (result === undefined) {
        throw new EngineError({
          kind: 'query',
          message: `It reads the result "${name}", whose cell failed or gives none.`,
        });
      }
      return { name, result };
    });
  }
}
