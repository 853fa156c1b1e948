import * as vscode from 'vscode';
import { countText } from './quantityText';

/** What is counted, for one and for others, with the number where the language has it. */
const forms = {
  blob: (count) => [vscode.l10n.t('{0} blob', count), vscode.l10n.t('{0} blobs', count)],
  day: (count) => [vscode.l10n.t('{0} day', count), vscode.l10n.t('{0} days', count)],
  file: (count) => [vscode.l10n.t('{0} file', count), vscode.l10n.t('{0} files', count)],
  hour: (count) => [vscode.l10n.t('{0} hour', count), vscode.l10n.t('{0} hours', count)],
  newRecord: (count) => [vscode.l10n.t('{0} new record', count), vscode.l10n.t('{0} new records', count)],
  note: (count) => [vscode.l10n.t('{0} note', count), vscode.l10n.t('{0} notes', count)],
  notification: (count) => [vscode.l10n.t('{0} notification', count), vscode.l10n.t('{0} notifications', count)],
  record: (count) => [vscode.l10n.t('{0} record', count), vscode.l10n.t('{0} records', count)],
  row: (count) => [vscode.l10n.t('{0} row', count), vscode.l10n.t('{0} rows', count)],
  validation: (count) => [vscode.l10n.t('{0} validation', count), vscode.l10n.t('{0} validations', count)],
  window: (count) => [vscode.l10n.t('{0} window', count), vscode.l10n.t('{0} windows', count)],
} as const satisfies Readonly<Record<string, (count: string) => readonly [one: string, other: string]>>;

/** `1 row`, `12,345 rows`. A language with more forms than two has the second one for all that are not its one. */
export function countedText(count: number, thing: keyof typeof forms, locale = vscode.env.language): string {
  const [one, other] = forms[thing](countText(count, locale));
  return new Intl.PluralRules(locale).select(count) === 'one' ? one : other;
}
