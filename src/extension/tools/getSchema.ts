import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { TableSchema } from '../../core/kql/tableSchema';
import { archiveTables } from '../../core/schema/archiveTables';
import { enumNamesOfField } from '../../core/schema/enumNames';
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
  prepare: ({ table }) => ({
    invocationMessage:
      table === undefined
        ? vscode.l10n.t('Looking at the tables')
        : vscode.l10n.t('Looking at the columns of {0}', table),
  }),
  run: async ({ connection, table: name, columns = [] }, services, token) => {
    const tables = archiveTables([]);
    if (name === undefined) {
      return tables.map((table) => `${table.name}: ${table.columns.length} columns`).join('\n');
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
      const query = `${name} | summarize Records = count() by Value = tostring(${columnReference(column)}) | top ${valuesOfColumn} by Records`;
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

function columnList({ name, columns }: TableSchema): string {
  return `${name}. Property bags of records are dynamic; "Record" holds the whole record.\n${columns
    .map((column) => `${column.name}: ${column.type}`)
    .join('\n')}`;
}
