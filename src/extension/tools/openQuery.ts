import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineTool, findConnection } from './auditTool';

/** Puts a query into a new notebook, where the user runs it. */
export const openQuery = defineTool({
  input: z.object({
    query: z.string().check(z.minLength(1), z.maxLength(20_000)),
    connection: z.optional(z.string()),
  }),
  prepare: ({ query, connection }, services) => ({
    invocationMessage: vscode.l10n.t('Opening a query'),
    confirmationMessages: {
      title: vscode.l10n.t('Open a query of {0} in a notebook?', findConnection(connection, services).name),
      message: new vscode.MarkdownString().appendCodeblock(query, 'kql'),
    },
  }),
  run: async ({ query, connection }, services) => {
    await services.writer.create(findConnection(connection, services), query);
    return 'The query is open in a new notebook. It has not run: the user runs it.';
  },
});
