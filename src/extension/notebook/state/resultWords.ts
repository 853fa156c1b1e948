import * as vscode from 'vscode';
import { startOfDay } from '../../../core/api/contentWindow';
import type { StaleReason } from '../../../core/notebook/state/cellRun';
import type { ResultScan } from '../../../core/protocol/queryProtocol';
import { clockText, instantText } from '../../tree/timeText';
import { countedText } from '../../words/countedText';
import { bytesText, countText } from '../../words/quantityText';
import { elapsedText } from '../results/resultOutput';
import type { ResultFacts } from './cellRuns';

/** What came of a cell: `12,345 rows · 0.42 s · 12 MB read`. */
export function factsText(facts: readonly ResultFacts[]): string {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const bytes = sum(facts.map(({ scan }) => scan?.bytes ?? 0));
  return [
    ...facts.map(({ rowCount }) => countedText(rowCount, 'row')),
    elapsedText(sum(facts.map(({ elapsedMs }) => elapsedMs))),
    ...(bytes === 0 ? [] : [vscode.l10n.t('{0} read', bytesText(bytes, vscode.env.language))]),
  ].join(' · ');
}

/** What is missing of what a cell read: `2 of 24 windows not fetched, 1 lost`; undefined if nothing is. */
export function gapsText({ coverage }: ResultScan): string | undefined {
  const { total, pending, lost } = coverage;
  const { language } = vscode.env;
  const parts = [
    ...(pending === 0
      ? []
      : [vscode.l10n.t('{0} of {1} not fetched', countText(pending, language), countedText(total, 'window'))]),
    ...(lost === 0 ? [] : [vscode.l10n.t('{0} lost', countText(lost, language))]),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** How old what a cell read is, in two or three words: the time of today, or the day. */
export function ageText({ coverage }: ResultScan, now: number): string {
  const { listedAt } = coverage;
  if (listedAt === undefined) {
    return vscode.l10n.t('never synced');
  }
  const day = new Intl.DateTimeFormat(vscode.env.language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return startOfDay(listedAt) === startOfDay(now)
    ? vscode.l10n.t('as of {0} UTC', clockText(listedAt))
    : vscode.l10n.t('as of {0}', day.format(listedAt));
}

/** The same as a sentence. */
export function ageTooltip({ coverage }: ResultScan): string {
  return coverage.listedAt === undefined
    ? vscode.l10n.t('The service was never asked for content of these types.')
    : vscode.l10n.t('The service was asked last at {0}.', instantText(coverage.listedAt, vscode.env.language));
}

/** Why a cell may have found nothing, and what to do. VS Code does not wrap such text: each line has to fit beside the side bar. */
export function emptyArchiveText(connection: string): string {
  return [
    vscode.l10n.t('Nothing has been fetched from {0} yet.', connection),
    vscode.l10n.t('Select "Fetch" below the cell.'),
  ].join('\n');
}

/** What has changed since a cell ran, as a sentence. */
export function staleText(reasons: readonly StaleReason[]): string {
  const words: Readonly<Record<StaleReason, string>> = {
    text: vscode.l10n.t('its text'),
    connection: vscode.l10n.t('the connection'),
    parameters: vscode.l10n.t('a parameter'),
    timeRange: vscode.l10n.t('the time range'),
    tables: vscode.l10n.t('a result that it reads'),
    variables: vscode.l10n.t('a variable that it reads'),
  };
  return vscode.l10n.t('Changed since it ran: {0}.', reasons.map((reason) => words[reason]).join(', '));
}
