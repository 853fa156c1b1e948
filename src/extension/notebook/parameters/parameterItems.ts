import * as vscode from 'vscode';
import { isValueOf } from '../../../core/notebook/state/parameterValues';
import type { QueryParameter } from '../../../core/notebook/state/queryParameters';
import { parseTimeInput } from '../../words/timeInput';

export interface ValueItem extends vscode.QuickPickItem {
  /** As the notebook keeps it; null for the default. */
  readonly value: string | null;
}

export interface ValueTexts {
  /** Values that are likely. */
  readonly known: readonly ValueItem[];
  /** What stands in the box at first: the value that the parameter has. */
  readonly current: string;
  /** What stands there now. */
  readonly typed: string;
}

/** What can be chosen for a parameter: the known values, what is typed where it is a value, and the default. */
export function valueItems(parameter: QueryParameter, { known, current, typed }: ValueTexts): readonly ValueItem[] {
  const { defaultText } = parameter;
  const own = typedItem(parameter, typed);
  const isNew = own !== undefined && known.every(({ value }) => value !== own.value);
  return [
    // Until something is typed, the value that the parameter has is to hide no other one.
    ...known.map((item) => (typed === current ? { ...item, alwaysShow: true } : item)),
    ...(isNew ? [own] : []),
    ...(defaultText === undefined
      ? []
      : [{ label: vscode.l10n.t('Use the default'), description: defaultText, value: null, alwaysShow: true }]),
  ];
}

/** Undefined for what is no value of the type: then there is nothing to accept. */
function typedItem({ type }: QueryParameter, text: string): ValueItem | undefined {
  const value = type === 'datetime' ? typedTime(text) : text;
  const label = text === '' ? vscode.l10n.t('(empty)') : text;
  return isValueOf(type, value) ? { label, value, alwaysShow: true } : undefined;
}

/** `2026-11-22 14:30` as a literal; what is one already stays. */
function typedTime(text: string): string {
  const instant = parseTimeInput(text, 'from');
  return instant === undefined ? text : `datetime(${new Date(instant).toISOString()})`;
}
