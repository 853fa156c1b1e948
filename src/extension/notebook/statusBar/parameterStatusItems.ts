import * as vscode from 'vscode';
import { parameterValuesOf, shownValue, type ParameterValues } from '../../../core/notebook/state/parameterValues';
import { declaredParameters, type QueryParameter } from '../../../core/notebook/state/queryParameters';
import { commandItem } from './commandItem';

/** More of them would push all else out of the bar: they are one item together. */
const mostItems = 2;
/** In characters. Longer values are cut: an item of the status bar is a few words. */
const longestValue = 30;

/** The parameters that a cell declares, with the values that they have; each is set by its item. */
export function parameterItems(cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem[] {
  const values = parameterValuesOf(cell.notebook.metadata);
  const parameters = declaredParameters(cell.document.getText());
  if (parameters.length > mostItems) {
    const all = parameters.map((parameter) => parameterText(parameter, values));
    const text = vscode.l10n.t('{0} parameters: {1}', parameters.length, shortened(all.join(', ')));
    const item = commandItem(`$(edit) ${text}`, 'm365Audit.setParameter', all.join('\n'), [cell]);
    item.accessibilityInformation = { label: vscode.l10n.t('Set a parameter of this notebook: {0}', all.join(', ')) };
    return [item];
  }
  return parameters.map((parameter) =>
    commandItem(
      `$(edit) ${parameterText(parameter, values)}`,
      'm365Audit.setParameter',
      vscode.l10n.t('Set the parameter {0} of this notebook', parameter.name),
      [cell, parameter.name],
    ),
  );
}

/** `user = ann@contoso.com` */
export function parameterText(parameter: QueryParameter, values: ParameterValues): string {
  return `${parameter.name} = ${valueText(parameter, values)}`;
}

function valueText(parameter: QueryParameter, values: ParameterValues): string {
  const value = shownValue(parameter, values);
  if (value === undefined) {
    return vscode.l10n.t('no value');
  }
  return value === '' ? '""' : shortened(value);
}

/** A `$(name)` in a value is text, and no icon. */
function shortened(value: string): string {
  const line = value.replaceAll(/\s+/g, ' ').replaceAll('$(', '$ (');
  return line.length > longestValue ? `${line.slice(0, longestValue - 1)}…` : line;
}
