import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { TableSchema } from '../../core/kql/tableSchema';
import { archiveTables } from '../../core/schema/archiveTables';
import { enumNamesOfField } from '../../core/schema/enumNames';
import { counted } from '../../core/text/counted';
import { defineTool, findConnection } from './auditTool';
import { columnReference, runAndRelease } from './runAndRelease';
import { rowsText, strangersData } from './toolText';

const maxColumns = 8;
const valuesOfColumn = 10;

/** Tables; or the columns of one, and the values that some of them most often have. */
export const getSchema = defineTool({
  input: z.object({
    connection: z.optional(z.string()),
    table: z.optional(z.string()),
    columns: z.optional(z.array(z.string()).check(z.maxLength(maxColumns))),
  }),
  prepare: ({ connection, table, columns = [] }, services) => ({
    invocationMessage:
      table === undefined
        ? vscode.l10n.t('Looking at the tables')
        : vscode.l10n.t('Looking at the columns of {0}', table),
    ...(table === undefined || columns.length === 0
      ? {}
      : { confirmationMessages: confirmValues(table, columns, findConnection(connection, services).name) }),
  }),
  run: async ({ connection, table: name, columns = [] }, services, token) => {
    const tables = archiveTables([]);
    if (name === undefined) {
      return tables.map((table) => `${table.name}: ${counted(table.columns.length, 'column')}`).join('\n');
    }
    const table = tables.find((candidate) => candidate.name === name);
    if (table === undefined) {
      throw new Error(`There is no table "${name}". There are: ${tables.map((known) => known.name).join(', ')}.`);
    }
    if (columns.length === 0) {
      return columnList(table);
    }
    const source = findConnection(connection, services);
    const parts: string[] = [];
    for (const column of columns) {
      const known = table.columns.find((candidate) => candidate.name === column);
      if (known === undefined) {
        throw new Error(`${name} has no column "${column}".`);
      }
      const query = valuesQuery(table.name, column);
      const [result] = await runAndRelease(services.engine, source, query, valuesOfColumn, token);
      const names = enumNamesOfField(column);
      parts.push(
        `${column}: ${known.type}`,
        ...(names === undefined ? [] : [`Names of its numbers: ${JSON.stringify(names)}`]),
        ...(result === undefined ? [] : [rowsText(result, 4_000)]),
      );
    }
    return strangersData(parts.join('\n'));
  },
});

/** Values are data, names of people among them: the user sees what is asked before a model is told. */
function confirmValues(
  table: string,
  columns: readonly string[],
  connection: string,
): vscode.LanguageModelToolConfirmationMessages {
  return {
    title: vscode.l10n.t('Give frequent values of {0} to the language model?', connection),
    message: new vscode.MarkdownString(
      vscode.l10n.t('The queries only read. What they find goes to the language model.'),
    ).appendCodeblock(columns.map((column) => valuesQuery(table, column)).join('\n'), 'kql'),
  };
}

function valuesQuery(table: string, column: string): string {
  return `${table} | summarize Records = count() by Value = tostring(${columnReference(column)}) | top ${valuesOfColumn} by Records`;
}

function columnList({ name, columns }: TableSchema): string {
  return `${name}. Property bags of records are dynamic; "Record" holds the whole record.\n${columns
    .map((column) => `${column.name}: ${column.type}`)
    .join('\n')}`;
}
