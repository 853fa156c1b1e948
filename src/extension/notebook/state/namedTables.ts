import * as vscode from 'vscode';
import { cellNameOf } from '../../../core/notebook/state/cellName';
import type { NamedColumns } from '../../../core/protocol/languageProtocol';
import { Disposable } from '../../disposable';
import { isAuditNotebook } from '../notebookTypes';
import type { CellRuns } from './cellRuns';

/** The results of named cells, as the tables that they are in the cells below: the language service completes their columns. */
export class NamedTables extends Disposable {
  private readonly changeEmitter = this.register(new vscode.EventEmitter<void>());

  /** There are other tables than before, or they have other columns. */
  readonly onDidChange = this.changeEmitter.event;

  constructor(private readonly runs: CellRuns) {
    super();
    this.register(
      runs.onDidChange((cell) => {
        if (cell === undefined || cellNameOf(cell.metadata) !== undefined) {
          this.changeEmitter.fire();
        }
      }),
    );
    this.register(
      vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges, cellChanges }) => {
        const isNamed = ({ metadata }: vscode.NotebookCell): boolean => cellNameOf(metadata) !== undefined;
        const isOther =
          cellChanges.some(({ metadata }) => metadata !== undefined) ||
          contentChanges.some(({ removedCells }) => removedCells.some(isNamed));
        if (isAuditNotebook(notebook) && isOther) {
          this.changeEmitter.fire();
        }
      }),
    );
  }

  /** @param uri a notebook's; other documents have no such tables */
  find(uri: string): readonly NamedColumns[] {
    const notebook = vscode.workspace.notebookDocuments.find((candidate) => candidate.uri.toString() === uri);
    return (notebook?.getCells() ?? []).flatMap((cell) => {
      const name = cellNameOf(cell.metadata);
      const result = this.runs.namedResult(cell);
      return name === undefined || result === undefined ? [] : [{ name, columns: result.query.columns }];
    });
  }
}
