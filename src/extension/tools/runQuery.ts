import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { placeAt } from '../../core/notebook/textPlace';
import { EngineError } from '../../core/protocol/engineError';
import { toEngineError } from '../errors/rehydrateError';
import { defineTool, findConnection } from './auditTool';
import { runAndRelease } from './runAndRelease';
import { maxDataLength, rowsText, strangersData } from './toolText';

const usualRows = 50;
const mostRows = 200;
const maxQueryLength = 20_000;

/** A query reads the archive, and can do nothing else. The user sees it before it runs. */
export const runQuery = defineTool({
  input: z.object({
    query: z.string().check(z.minLength(1), z.maxLength(maxQueryLength)),
    connection: z.optional(z.string()),
    maxRows: z.optional(z.int().check(z.minimum(1), z.maximum(mostRows))),
  }),
  prepare: ({ query, connection }, services) => ({
    invocationMessage: vscode.l10n.t('Querying audit records'),
    confirmationMessages: {
      title: vscode.l10n.t('Query audit records of {0}?', findConnection(connection, services).name),
      message: new vscode.MarkdownString(
        vscode.l10n.t('The query only reads. Its first rows go to the language model.'),
      ).appendCodeblock(query, 'kql'),
    },
  }),
  run: async ({ query, connection, maxRows = usualRows }, services, token) => {
    const source = findConnection(connection, services);
    try {
      const results = await runAndRelease(services.engine, source, query, maxRows, token);
      const room = Math.floor(maxDataLength / Math.max(1, results.length)) - 200;
      return strangersData(results.map((result) => rowsText(result, room)).join('\n\n'));
    } catch (error) {
      if (error instanceof vscode.CancellationError) {
        throw error;
      }
      throw withPlace(toEngineError(error), query);
    }
  },
});

function withPlace(error: EngineError, query: string): Error {
  const { message, start } = error.data;
  if (start === undefined) {
    return error;
  }
  const { line, column } = placeAt(query, start);
  return new Error(`Line ${line}, column ${column}: ${message}`, { cause: error });
}
