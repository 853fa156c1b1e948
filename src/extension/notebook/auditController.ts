import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import { kqlLanguage } from '../language/kqlDocuments';
import type { CellRunner } from './running/cellRunner';
import { isAuditNotebook, notebookTypes } from './notebookTypes';
import type { CellRuns } from './state/cellRuns';
import { powerShellLanguages } from './state/cellState';

/** The one controller of our notebooks, so that nobody is asked for a kernel. The connection is the notebook's own. */
export class AuditController extends Disposable {
  /** The end of each notebook's queue: cells run in order, one at a time. */
  private readonly queues = new WeakMap<vscode.NotebookDocument, Promise<void>>();
  private executionOrder = 0;

  constructor(
    private readonly runner: CellRunner,
    private readonly runs: CellRuns,
  ) {
    super();
    for (const type of notebookTypes) {
      this.createController(type);
    }
    this.register(
      vscode.workspace.onDidCloseNotebookDocument((notebook) => {
        if (isAuditNotebook(notebook)) {
          void this.runner.release(notebook.getCells());
        }
      }),
    );
    this.register(
      vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
        // A cell that is moved is removed and added at once.
        const left = new Set(notebook.getCells());
        const removed = contentChanges.flatMap(({ removedCells }) => removedCells).filter((cell) => !left.has(cell));
        if (isAuditNotebook(notebook) && removed.length > 0) {
          void this.runner.release(removed);
        }
      }),
    );
  }

  /** VS Code wants one for each type of notebook. */
  private createController(notebookType: string): void {
    const controller = this.register(
      vscode.notebooks.createNotebookController(`${notebookType}-engine`, notebookType, vscode.l10n.t('Audit Engine')),
    );
    controller.supportedLanguages = [kqlLanguage, ...powerShellLanguages];
    controller.supportsExecutionOrder = true;
    controller.description = vscode.l10n.t('KQL over the audit records that were fetched');
    controller.executeHandler = (cells, notebook) => this.enqueue(controller, cells, notebook);
  }

  private enqueue(
    controller: vscode.NotebookController,
    cells: readonly vscode.NotebookCell[],
    notebook: vscode.NotebookDocument,
  ): Promise<void> {
    // Made at once, so that VS Code shows all of them as waiting, and can cancel them.
    const executions = cells.map((cell) => controller.createNotebookCellExecution(cell));
    const queue = (this.queues.get(notebook) ?? Promise.resolve()).then(() => this.runAll(executions));
    this.queues.set(notebook, queue);
    return queue;
  }

  /** As in other notebooks, a cell that fails ends the run: those after it keep what they show, and say that they did not run. */
  private async runAll(executions: readonly vscode.NotebookCellExecution[]): Promise<void> {
    let failed: vscode.NotebookCell | undefined;
    for (const execution of executions) {
      if (failed !== undefined) {
        execution.end(undefined);
        this.runs.skip(execution.cell, failed);
        continue;
      }
      this.executionOrder++;
      execution.executionOrder = this.executionOrder;
      if ((await this.runner.run(execution)) === 'error') {
        failed = execution.cell;
      }
    }
  }
}
