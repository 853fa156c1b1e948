import * as vscode from 'vscode';
import { contentTypeLabels, contentTypes } from '../../../core/api/contentType';
import type { Connection } from '../../../core/api/connection';
import {
  parametersKey,
  parameterValuesOf,
  shownValue,
  type ParameterValues,
} from '../../../core/notebook/state/parameterValues';
import { declaredParameters, type QueryParameter } from '../../../core/notebook/state/queryParameters';
import type { EngineSession } from '../../engine/engineSession';
import { countedText } from '../../words/countedText';
import { valueItems, type ValueItem } from './parameterItems';
import { updateNotebookMetadata } from '../state/notebookMetadata';
import { parameterText } from '../statusBar/parameterStatusItems';

/** So many users are offered, the most active ones. */
const mostUsers = 100;

/**
 * "Set Parameter…": asks for the value of a parameter that a cell declares, by its type. It is saved with the notebook, and holds for all
 * its cells that declare a parameter of this name.
 *
 * @param name asks which one, where it is absent
 */
export async function askForParameter(
  cell: vscode.NotebookCell,
  name: string | undefined,
  engine: EngineSession,
  connection: Connection | undefined,
): Promise<void> {
  const values = parameterValuesOf(cell.notebook.metadata);
  const parameter = await pickParameter(cell, name, values);
  if (parameter === undefined) {
    return;
  }
  const known = await knownItems(parameter, engine, connection);
  const value = await askForValue(parameter, shownValue(parameter, values) ?? '', known);
  if (value !== undefined) {
    const others = Object.entries(values).filter(([other]) => other !== parameter.name);
    const changed = value === null ? others : [...others, [parameter.name, value] as const];
    await updateNotebookMetadata(cell.notebook, {
      [parametersKey]: changed.length === 0 ? undefined : Object.fromEntries(changed),
    });
  }
}

async function pickParameter(
  cell: vscode.NotebookCell,
  name: string | undefined,
  values: ParameterValues,
): Promise<QueryParameter | undefined> {
  const inCell = declaredParameters(cell.document.getText());
  // By the palette, any parameter of the notebook.
  const parameters =
    inCell.length > 0
      ? inCell
      : cell.notebook.getCells().flatMap(({ document }) => declaredParameters(document.getText()));
  if (name !== undefined || parameters.length === 1) {
    return parameters.find((parameter) => name === undefined || parameter.name === name);
  }
  if (parameters.length === 0) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'No cell declares parameters. Write "{0}" into a cell.',
        'declare query_parameters(user: string = "");',
      ),
    );
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(
    parameters.map((parameter) => ({
      label: parameterText(parameter, values),
      description: parameter.type,
      parameter,
    })),
    { placeHolder: vscode.l10n.t('Which parameter?') },
  );
  return chosen?.parameter;
}

/** Values that are likely: times for times, users and content types for texts. */
async function knownItems(
  { type, name }: QueryParameter,
  engine: EngineSession,
  connection: Connection | undefined,
): Promise<readonly ValueItem[]> {
  switch (type) {
    case 'bool':
      return ['true', 'false'].map((value) => ({ label: value, value }));
    case 'datetime':
      return [
        { label: vscode.l10n.t('1 hour ago'), value: 'ago(1h)' },
        { label: vscode.l10n.t('24 hours ago'), value: 'ago(24h)' },
        { label: vscode.l10n.t('7 days ago'), value: 'ago(7d)' },
        { label: vscode.l10n.t('30 days ago'), value: 'ago(30d)' },
      ].map((item) => ({ ...item, description: item.value }));
    case 'timespan':
      return ['1h', '1d', '7d', '30d'].map((value) => ({ label: value, value }));
    case 'string':
      return /type/i.test(name)
        ? contentTypes.map((value) => ({ label: value, description: contentTypeLabels[value], value }))
        : userItems(engine, connection);
    default:
      return [];
  }
}

/** Without the archive, the user types. */
async function userItems(engine: EngineSession, connection: Connection | undefined): Promise<readonly ValueItem[]> {
  if (connection === undefined) {
    return [];
  }
  const text = `AuditRecords | where isnotempty(UserId) | summarize Records = count() by UserId | top ${mostUsers} by Records`;
  const [result] = await engine.request('m365Audit/runQuery', {
    connection,
    language: 'kql',
    text,
    firstRows: mostUsers,
  });
  if (result === undefined) {
    return [];
  }
  await engine.request('m365Audit/releaseResults', { resultIds: [result.resultId] });
  return result.rows.flatMap(([user, count]) =>
    typeof user === 'string' ? [{ label: user, description: countedText(Number(count), 'record'), value: user }] : [],
  );
}

/** A list of known values, and what is typed after those that it finds. Null for the default; undefined if the user leaves. */
function askForValue(
  parameter: QueryParameter,
  current: string,
  known: readonly ValueItem[],
): Promise<string | null | undefined> {
  const { name, type } = parameter;
  const input = vscode.window.createQuickPick<ValueItem>();
  input.title = vscode.l10n.t('Parameter {0}: {1}', name, type);
  input.placeholder = placeholderOf(parameter);
  // Counts of records are no part of a user's name.
  input.matchOnDescription = type !== 'string';
  const show = (): void => {
    input.items = valueItems(parameter, { known, current, typed: input.value });
  };
  input.value = current;
  show();
  return new Promise((resolve) => {
    input.onDidChangeValue(show);
    input.onDidAccept(() => {
      const [chosen] = input.selectedItems;
      if (chosen !== undefined) {
        resolve(chosen.value);
        input.hide();
      }
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}

function placeholderOf({ type }: QueryParameter): string {
  switch (type) {
    case 'datetime':
      return vscode.l10n.t('A time in UTC such as 2026-11-22 14:30, or ago(7d)');
    case 'timespan':
      return vscode.l10n.t('A duration such as 90m, 12h or 7d');
    case 'bool':
      return vscode.l10n.t('true or false');
    case 'string':
      return vscode.l10n.t('A text');
    default:
      return vscode.l10n.t('A value of type {0}', type);
  }
}
