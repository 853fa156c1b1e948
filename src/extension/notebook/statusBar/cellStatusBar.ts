import * as vscode from 'vscode';
import { cellNameOf } from '../../../core/notebook/state/cellName';
import { timeRangeOf } from '../../../core/notebook/state/notebookTimeRange';
import type { ConnectionStore } from '../../connections/connectionStore';
import { Disposable } from '../../disposable';
import type { ErrorPresenter } from '../../errors/errorPresenter';
import { findNotebookConnection } from '../notebookConnection';
import { isAuditNotebook, notebookTypes } from '../notebookTypes';
import { errorPlace } from '../running/queryErrorText';
import type { CellRun, CellRuns } from '../state/cellRuns';
import { isPowerShell, type CellState } from '../state/cellState';
import { staleText } from '../state/resultWords';
import { timeRangeText } from '../state/timeRangeText';
import { commandItem } from './commandItem';
import { parameterItems } from './parameterStatusItems';
import { ageItems, exportItems, factItems } from './resultStatusItems';

const { Right } = vscode.NotebookCellStatusBarAlignment;

/** What is typed changes whether a cell is stale; it is looked at once nothing more was typed for so long, in milliseconds. */
const typingPauseMs = 300;

export interface CellStatusBarServices {
  readonly connections: ConnectionStore;
  readonly runs: CellRuns;
  readonly state: CellState;
  readonly errors: ErrorPresenter;
}

/** Below each cell: what came of it, what it is run with, and what can be done. */
export class CellStatusBar extends Disposable implements vscode.NotebookCellStatusBarItemProvider {
  private readonly changeEmitter = this.register(new vscode.EventEmitter<void>());
  private typing: NodeJS.Timeout | undefined;

  readonly onDidChangeCellStatusBarItems = this.changeEmitter.event;

  constructor(private readonly services: CellStatusBarServices) {
    super();
    const refresh = (): void => {
      this.changeEmitter.fire();
    };
    for (const type of notebookTypes) {
      this.register(vscode.notebooks.registerNotebookCellStatusBarItemProvider(type, this));
    }
    this.register(services.connections.onDidChange(refresh));
    this.register(services.runs.onDidChange(refresh));
    this.register(
      vscode.workspace.onDidChangeNotebookDocument(({ notebook, metadata, contentChanges, cellChanges }) => {
        if (!isAuditNotebook(notebook)) {
          return;
        }
        const isShown =
          metadata !== undefined ||
          contentChanges.length > 0 ||
          cellChanges.some((change) => change.outputs !== undefined || change.metadata !== undefined);
        if (isShown) {
          refresh();
        } else if (cellChanges.some(({ document }) => document !== undefined)) {
          clearTimeout(this.typing);
          this.typing = setTimeout(refresh, typingPauseMs);
        }
      }),
    );
    this.register({
      dispose: () => {
        clearTimeout(this.typing);
      },
    });
  }

  provideCellStatusBarItems(cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem[] {
    if (cell.kind !== vscode.NotebookCellKind.Code) {
      return [];
    }
    const run = this.services.runs.find(cell);
    // What does not fit is not seen: what matters most comes first on the left side, and last on the right one.
    return [
      ...(run === undefined ? [] : this.errorItems(cell, run)),
      ...this.skippedItems(cell),
      ...this.staleItems(cell),
      ...emptyArchiveItems(cell),
      ...(run === undefined ? [] : factItems(cell, run)),
      ...(isPowerShell(cell) ? [kqlItem(cell)] : parameterItems(cell)),
      ...nameItems(cell),
      ...(run === undefined ? [] : [...exportItems(cell, run), ...ageItems(run)]),
      this.connectionItem(cell),
      timeRangeItem(cell.notebook),
    ];
  }

  /** A cell that kept this one from running. */
  private skippedItems(cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem[] {
    const failed = this.services.runs.findFailedBefore(cell);
    return failed === undefined
      ? []
      : [
          commandItem(
            `$(circle-slash) ${vscode.l10n.t('Not run: a cell before it failed')}`,
            'm365Audit.goToError',
            vscode.l10n.t('Go to the cell that failed. This one can be run by itself.'),
            [failed],
          ),
        ];
  }

  private staleItems(cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem[] {
    const { runs, state } = this.services;
    const reasons = state.staleReasons(cell);
    if (runs.hasLostResults(cell)) {
      return [runAgainItem(cell, vscode.l10n.t('Result gone: run again'), vscode.l10n.t('The engine was restarted.'))];
    }
    return reasons.length === 0 ? [] : [runAgainItem(cell, vscode.l10n.t('Stale: run again'), staleText(reasons))];
  }

  /** Where the error is, and the one thing that helps. */
  private errorItems(
    cell: vscode.NotebookCell,
    { error, connection, inputs }: CellRun,
  ): vscode.NotebookCellStatusBarItem[] {
    // In another text the place means nothing.
    if (error === undefined || inputs.text !== cell.document.getText()) {
      return [];
    }
    const place = errorPlace(error, inputs.text);
    if (place !== undefined) {
      const text = vscode.l10n.t('Line {0}, column {1}', place.line, place.column);
      return [commandItem(`$(error) ${text}`, 'm365Audit.goToError', vscode.l10n.t('Go to the place'), [cell])];
    }
    const [offer] = this.services.errors.offers(error, {
      ...(connection && { connection }),
      retry: () => Promise.resolve(),
    });
    return offer === undefined
      ? []
      : [commandItem(`$(lightbulb) ${offer.title}`, 'm365Audit.helpWithError', error.message, [cell])];
  }

  private connectionItem({ notebook }: vscode.NotebookCell): vscode.NotebookCellStatusBarItem {
    const connection = findNotebookConnection(notebook, this.services.connections);
    return commandItem(
      `$(plug) ${connection?.name ?? vscode.l10n.t('Choose Connection')}`,
      'm365Audit.switchConnection',
      vscode.l10n.t('The connection that this notebook asks, and whose archive it reads'),
      [notebook],
      Right,
    );
  }
}

function nameItems(cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem[] {
  const name = cellNameOf(cell.metadata);
  return name === undefined
    ? []
    : [
        commandItem(`$(tag) ${name}`, 'm365Audit.nameCell', vscode.l10n.t('Cells below read its result by this name'), [
          cell,
        ]),
      ];
}

function kqlItem(cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem {
  return commandItem(
    `$(code) ${vscode.l10n.t('Show as KQL')}`,
    'm365Audit.showAsKql',
    vscode.l10n.t('Add a cell with the KQL that this one is'),
    [cell],
  );
}

function timeRangeItem(notebook: vscode.NotebookDocument): vscode.NotebookCellStatusBarItem {
  return commandItem(
    `$(calendar) ${timeRangeText(timeRangeOf(notebook.metadata))}`,
    'm365Audit.setTimeRange',
    vscode.l10n.t('The time range of this notebook. A query that names times itself is not bound by it.'),
    [notebook],
    Right,
  );
}

function emptyArchiveItems({ notebook, outputs }: vscode.NotebookCell): vscode.NotebookCellStatusBarItem[] {
  return outputs.some(({ metadata }) => metadata?.archiveIsEmpty === true)
    ? [commandItem(`$(cloud-download) ${vscode.l10n.t('Fetch')}`, 'm365Audit.fetchForNotebook', '', [notebook])]
    : [];
}

function runAgainItem(cell: vscode.NotebookCell, text: string, tooltip: string): vscode.NotebookCellStatusBarItem {
  return commandItem(`$(history) ${text}`, 'm365Audit.runCellAgain', tooltip, [cell]);
}
