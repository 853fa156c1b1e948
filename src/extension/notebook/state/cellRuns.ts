import * as vscode from 'vscode';
import type { Connection } from '../../../core/api/connection';
import type { ResultQuery } from '../../../core/notebook/query/resultQueries';
import type { CellInputs } from '../../../core/notebook/state/cellRun';
import type { EngineErrorData } from '../../../core/protocol/engineError';
import type { QueryResult } from '../../../core/protocol/queryProtocol';
import { Disposable } from '../../disposable';

/** A result that the engine keeps for a cell. */
export interface HeldResult {
  readonly resultId: string;
  readonly cell: vscode.NotebookCell;
  readonly connection: Connection;
  readonly query: ResultQuery;
  readonly facts: ResultFacts;
}

/** What is said of a result besides its rows. */
export type ResultFacts = Pick<QueryResult, 'rowCount' | 'elapsedMs' | 'notes' | 'scan'>;

/** How a cell ran last. Kept in memory only. */
export interface CellRun {
  readonly inputs: CellInputs;
  readonly connection: Connection | undefined;
  readonly results: readonly HeldResult[];
  /** Why it failed; absent where it did not. */
  readonly error?: EngineErrorData;
}

/** How the cells ran, and the results that the engine keeps for them: what a renderer may ask for, and nothing else. */
export class CellRuns extends Disposable {
  private readonly changeEmitter = this.register(new vscode.EventEmitter<vscode.NotebookCell | undefined>());
  private readonly runs = new Map<vscode.NotebookCell, CellRun>();
  private readonly results = new Map<string, HeldResult>();
  private readonly skipped = new WeakMap<vscode.NotebookCell, vscode.NotebookCell>();

  /** A cell ran, or was forgotten; undefined where it may be all of them. */
  readonly onDidChange = this.changeEmitter.event;

  constructor(onDidRestartEngine: vscode.Event<void>) {
    super();
    this.register(
      onDidRestartEngine(() => {
        this.results.clear();
        this.changeEmitter.fire(undefined);
      }),
    );
  }

  find(cell: vscode.NotebookCell): CellRun | undefined {
    return this.runs.get(cell);
  }

  findResult(resultId: string): HeldResult | undefined {
    return this.results.get(resultId);
  }

  /** The engine was restarted since, and its results went with it. */
  hasLostResults(cell: vscode.NotebookCell): boolean {
    return this.runs.get(cell)?.results.some(({ resultId }) => !this.results.has(resultId)) ?? false;
  }

  /** The result that a cell's name stands for: its last one, if the engine has it. */
  namedResult(cell: vscode.NotebookCell): HeldResult | undefined {
    const result = this.runs.get(cell)?.results.at(-1);
    return result !== undefined && this.results.has(result.resultId) ? result : undefined;
  }

  /** A cell was to run after one that failed, and did not. */
  skip(cell: vscode.NotebookCell, failed: vscode.NotebookCell): void {
    this.skipped.set(cell, failed);
    this.changeEmitter.fire(cell);
  }

  /** The cell that kept another one from running; undefined once either has run since. */
  findFailedBefore(cell: vscode.NotebookCell): vscode.NotebookCell | undefined {
    const failed = this.skipped.get(cell);
    return failed !== undefined && this.runs.get(failed)?.error !== undefined ? failed : undefined;
  }

  add(cell: vscode.NotebookCell, run: CellRun): void {
    this.runs.set(cell, run);
    for (const result of run.results) {
      this.results.set(result.resultId, result);
    }
    this.changeEmitter.fire(cell);
  }

  /** @returns the ids of the results that nobody asks for any more */
  forget(cells: readonly vscode.NotebookCell[]): readonly string[] {
    const resultIds = cells.flatMap((cell) => this.runs.get(cell)?.results.map(({ resultId }) => resultId) ?? []);
    for (const cell of cells) {
      this.runs.delete(cell);
      this.skipped.delete(cell);
    }
    const held = resultIds.filter((resultId) => this.results.delete(resultId));
    for (const cell of cells) {
      this.changeEmitter.fire(cell);
    }
    return held;
  }
}
