import * as vscode from 'vscode';
import { parseNotebook, type AuditNotebook } from '../../core/notebook/notebookFormat';
import { pickConnection, type ConnectionTarget } from '../connections/commandTarget';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { connectionMetadata } from '../notebook/notebookConnection';
import { notebookType } from '../notebook/notebookTypes';
import { summarizeInvestigation } from './investigationSummary';

interface InvestigationItem extends vscode.QuickPickItem {
  readonly notebook: AuditNotebook;
}

/** `New Investigation…`: opens a copy of one of the notebooks that come with the extension. Nothing of it runs by itself. */
export class NewInvestigation extends Disposable {
  constructor(
    /** Folder of the notebooks. */
    private readonly library: vscode.Uri,
    private readonly connections: ConnectionStore,
    errors: ErrorPresenter,
  ) {
    super();
    this.register(
      vscode.commands.registerCommand('m365Audit.newInvestigation', (target?: ConnectionTarget) =>
        errors.guard({}, () => this.open(target)),
      ),
    );
  }

  private async open(target: ConnectionTarget | undefined): Promise<void> {
    const chosen = await vscode.window.showQuickPick(this.items(), {
      placeHolder: vscode.l10n.t('What do you want to find out?'),
      matchOnDetail: true,
    });
    const connection = chosen && (await pickConnection(this.connections, target));
    if (chosen === undefined || connection === undefined) {
      return;
    }
    const data = new vscode.NotebookData(chosen.notebook.cells.map(toCellData));
    data.metadata = { ...chosen.notebook.metadata, ...connectionMetadata(connection) };
    await vscode.window.showNotebookDocument(await vscode.workspace.openNotebookDocument(notebookType, data));
  }

  private async items(): Promise<InvestigationItem[]> {
    const entries = await vscode.workspace.fs.readDirectory(this.library);
    const items = await Promise.all(
      entries.map(async ([name]) => {
        const content = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.library, name));
        const notebook = parseNotebook(new TextDecoder().decode(content));
        const { title, description } = summarizeInvestigation(notebook, name);
        return { label: title, detail: description, notebook };
      }),
    );
    return items.sort((first, second) => first.label.localeCompare(second.label));
  }
}

function toCellData({ kind, text, language, metadata }: AuditNotebook['cells'][number]): vscode.NotebookCellData {
  const cellKind = kind === 'markdown' ? vscode.NotebookCellKind.Markup : vscode.NotebookCellKind.Code;
  const cell = new vscode.NotebookCellData(cellKind, text, language);
  cell.metadata = { ...metadata };
  return cell;
}
