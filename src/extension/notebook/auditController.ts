import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import type { CellRunner } from './cellRunner';
import { notebookType } from './serializer';

/** The one controller of our notebooks, so that nobody is asked for a kernel. The connection is the notebook's own. */
export class AuditController extends Disposable {
  private readonly controller = this.register(
    vscode.notebooks.createNotebookController('m365-audit-engine', notebookType, vscode.l10n.t('Audit Engine')),
  );
  /** The end of each notebook's queue: cells run in order, one at a time. */
  private readonly queues = new WeakMap<vscode.NotebookDocument, Promise<void>>();
  private executionOrder = 0;

  constructor(private readonly runner: CellRunner) {
    super();
    this.controller.supportedLanguages = ['kql'];
    this.controller.supportsExecutionOrder = true;
    this.controller.description = vscode.l10n.t('KQL over the audit records that were fetched');
    this.controller.executeHandler = (cells, notebook) => this.enqueue(cells, notebook);
    this.register(
      vscode.workspace.onDidCloseNotebookDocument((notebook) => {
        if (notebook.notebookType === notebookType) {
          void this.runner.release(notebook.getCells());
        }
      }),
    );
  }

  private enqueue(cells: readonly vscode.NotebookCell[], notebook: vscode.NotebookDocument): Promise<void> {
    // Made at once, so that VS Code shows all of them as waiting, and can cancel them.
    const executions = cells.map((cell) => this.controller.createNotebookCellExecution(cell));
    const queue = (this.queues.get(notebook) ?? Promise.resolve()).then(() => this.runAll(executions));
    this.queues.set(notebook, queue);
    return queue;
  }

  private async runAll(executions: readonly vscode.NotebookCellExecution[]): Promise<void> {
    for (const execution of executions) {
      this.executionOrder++;
      execution.executionOrder = this.executionOrder;
      await this.runner.run(execution);
    }
  }
}
