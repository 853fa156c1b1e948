import * as vscode from 'vscode';
import type { Connection } from '../../../core/api/connection';
import type { ResultScan } from '../../../core/protocol/queryProtocol';
import { countedText } from '../../words/countedText';
import type { CellRun } from '../state/cellRuns';
import { ageText, ageTooltip, factsText, gapsText } from '../state/resultWords';
import { commandItem } from './commandItem';

const { Left } = vscode.NotebookCellStatusBarAlignment;

/** What is missing of what a cell read, what came of it, and what was said of it. */
export function factItems(
  cell: vscode.NotebookCell,
  { results, connection }: CellRun,
): vscode.NotebookCellStatusBarItem[] {
  if (results.length === 0) {
    return [];
  }
  const facts = results.map((result) => result.facts);
  const notes = facts.flatMap((each) => each.notes ?? []);
  const scans = facts.flatMap(({ scan }) => scan ?? []);
  return [
    ...gapItems(cell, scans, connection),
    new vscode.NotebookCellStatusBarItem(factsText(facts), Left),
    ...(notes.length === 0 ? [] : [noteItem(notes)]),
  ];
}

export function exportItems(cell: vscode.NotebookCell, { results }: CellRun): vscode.NotebookCellStatusBarItem[] {
  if (results.length === 0) {
    return [];
  }
  const words = vscode.l10n.t('Export the whole result');
  const item = commandItem('$(export)', 'm365Audit.exportResult', words, [cell]);
  item.accessibilityInformation = { label: words };
  return [item];
}

/** How old what a cell read is. */
export function ageItems({ results }: CellRun): vscode.NotebookCellStatusBarItem[] {
  const scans = results.flatMap(({ facts }) => facts.scan ?? []);
  const [oldest] = scans.toSorted((a, b) => (a.coverage.listedAt ?? 0) - (b.coverage.listedAt ?? 0));
  if (oldest === undefined) {
    return [];
  }
  const item = new vscode.NotebookCellStatusBarItem(ageText(oldest, Date.now()), Left);
  item.tooltip = ageTooltip(oldest);
  return [item];
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

/** The notes themselves are sentences: they would push all else out of the bar. */
function noteItem(notes: readonly string[]): vscode.NotebookCellStatusBarItem {
  const item = new vscode.NotebookCellStatusBarItem(`$(info) ${countedText(notes.length, 'note')}`, Left);
  item.tooltip = notes.join('\n');
  return item;
}
