import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import { cellNameOf } from '../../core/notebook/state/cellName';
import { timeRangeOf } from '../../core/notebook/state/notebookTimeRange';
import { parameterValuesOf, shownValue } from '../../core/notebook/state/parameterValues';
import { declaredParameters } from '../../core/notebook/state/queryParameters';
import type { ResultScan } from '../../core/protocol/queryProtocol';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { countedText } from '../words/countedText';
import { findNotebookConnection } from './notebookConnection';
import { isAuditNotebook, notebookTypes } from './notebookTypes';
import { errorPlace } from './queryErrorText';
import type { CellRun, CellRuns } from './state/cellRuns';
import { isPowerShell, type CellState } from './state/cellState';
import { ageText, ageTooltip, factsText, gapsText, staleText } from './state/resultWords';
import { timeRangeText } from './state/timeRangeText';

const { Left, Right } = vscode.NotebookCellStatusBarAlignment;

/** What is typed changes whether a cell is stale; it is looked at once nothing more was typed for so long, in milliseconds. */
const typingPauseMs = 300;
/** Longer values are cut: an item of the status bar is a few words. */
const longestValue = 30;

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
      ...(isPowerShell(cell) ? [] : parameterItems(cell)),
      ...nameItems(cell),
      ...this.staleItems(cell),
      ...(isPowerShell(cell) ? [kqlItem(cell)] : []),
      ...(run === undefined ? [] : [...this.errorItems(cell, run), ...resultItems(cell, run)]),
      ...emptyArchiveItems(cell),
      this.connectionItem(cell),
      timeRangeItem(cell.notebook),
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

function resultItems(cell: vscode.NotebookCell, { results, connection }: CellRun): vscode.NotebookCellStatusBarItem[] {
  if (results.length === 0) {
    return [];
  }
  const facts = results.map((result) => result.facts);
  const notes = facts.flatMap((each) => each.notes ?? []);
  const scans = facts.flatMap(({ scan }) => scan ?? []);
  const [oldest] = scans.toSorted((a, b) => (a.coverage.listedAt ?? 0) - (b.coverage.listedAt ?? 0));
  return [
    ...gapItems(cell, scans, connection),
    new vscode.NotebookCellStatusBarItem(factsText(facts), Left),
    ...(notes.length === 0 ? [] : [noteItem(notes)]),
    exportItem(cell),
    ...(oldest === undefined ? [] : [ageItem(oldest)]),
  ];
}

/** What is missing of what the results are about; first of all what can still be had. */
function gapItems(
  cell: vscode.NotebookCell,
  scans: readonly ResultScan[],
  connection: Connection | undefined,
): vscode.NotebookCellStatusBarItem[] {
  const worst = scans.find(({ coverage }) => coverage.pending > 0) ?? scans.find(({ coverage }) => coverage.lost > 0);
  const gaps = worst && gapsText(worst);
  if (worst === undefined || gaps === undefined) {
    return [];
  }
  if (worst.coverage.fetchable.length > 0) {
    const words = vscode.l10n.t('{0}: fetch now', gaps);
    const tooltip = vscode.l10n.t('Fetch what is missing, and run the cell again');
    return [commandItem(`$(warning) ${words}`, 'm365Audit.fetchGaps', tooltip, [cell])];
  }
  const target = connection === undefined ? [] : [{ connection }];
  const tooltip = vscode.l10n.t('Show what is missing of the archive');
  return [commandItem(`$(warning) ${gaps}`, 'm365Audit.showCoverage', tooltip, target)];
}

function exportItem(cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem {
  const words = vscode.l10n.t('Export the whole result');
  const item = commandItem('$(export)', 'm365Audit.exportResult', words, [cell]);
  item.accessibilityInformation = { label: words };
  return item;
}

function ageItem(scan: ResultScan): vscode.NotebookCellStatusBarItem {
  const item = new vscode.NotebookCellStatusBarItem(ageText(scan, Date.now()), Left);
  item.tooltip = ageTooltip(scan);
  return item;
}

/** The notes themselves are sentences: they would push all else out of the bar. */
function noteItem(notes: readonly string[]): vscode.NotebookCellStatusBarItem {
  const item = new vscode.NotebookCellStatusBarItem(`$(info) ${countedText(notes.length, 'note')}`, Left);
  item.tooltip = notes.join('\n');
  return item;
}

function kqlItem(cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem {
  return commandItem(
    `$(code) ${vscode.l10n.t('Show as KQL')}`,
    'm365Audit.showAsKql',
    vscode.l10n.t('Add a cell with the KQL that this one is'),
    [cell],
  );
}

function parameterItems(cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem[] {
  const values = parameterValuesOf(cell.notebook.metadata);
  return declaredParameters(cell.document.getText()).map((parameter) => {
    const value = shownValue(parameter, values);
    const text = value === undefined ? vscode.l10n.t('no value') : value === '' ? '""' : shortened(value, longestValue);
    return commandItem(
      `$(edit) ${parameter.name} = ${text}`,
      'm365Audit.setParameter',
      vscode.l10n.t('Set the parameter {0} of this notebook', parameter.name),
      [cell, parameter.name],
    );
  });
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

function commandItem(
  text: string,
  command: string,
  tooltip: string,
  commandArguments: readonly unknown[],
  alignment = Left,
): vscode.NotebookCellStatusBarItem {
  const item = new vscode.NotebookCellStatusBarItem(text, alignment);
  item.tooltip = tooltip;
  item.command = { command, title: tooltip, arguments: [...commandArguments] };
  return item;
}

/** A `$(name)` in a value is text, and no icon. */
function shortened(value: string, most: number): string {
  const line = value.replaceAll(/\s+/g, ' ').replaceAll('$(', '$ (');
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
