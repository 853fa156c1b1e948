import type * as vscode from 'vscode';
import { emptyScope, type PowerShellScope } from '../../../core/powershell/powerShellScope';

interface Assigned {
  readonly scope: PowerShellScope;
  /** By the names of variables, in lower case. */
  readonly assigners: ReadonlyMap<string, vscode.NotebookCell>;
}

/** The variables of notebooks, as long as they are open, and the cells that assigned them last. */
export class NotebookVariables {
  private readonly notebooks = new WeakMap<vscode.NotebookDocument, Assigned>();

  scopeOf(notebook: vscode.NotebookDocument): PowerShellScope {
    return this.notebooks.get(notebook)?.scope ?? emptyScope;
  }

  /** @param name in lower case */
  assignerOf(notebook: vscode.NotebookDocument, name: string): vscode.NotebookCell | undefined {
    return this.notebooks.get(notebook)?.assigners.get(name);
  }

  /**
   * A cell has run.
   *
   * @param scope the variables after it
   * @param names of those that it assigned
   */
  assign(cell: vscode.NotebookCell, scope: PowerShellScope, names: readonly string[]): void {
    const before = this.notebooks.get(cell.notebook)?.assigners ?? [];
    const assigners = new Map([...before, ...names.map((name) => [name, cell] as const)]);
    this.notebooks.set(cell.notebook, { scope, assigners });
  }
}
