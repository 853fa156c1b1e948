import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { findEnumMember } from '../../core/schema/enumNames';
import { enumMeaning } from '../hover/enumMeanings';
import { defineTool, findConnection } from './auditTool';
import { strangersData } from './toolText';

/** A record as it came, and what the numbers in it stand for. */
export const explainRecord = defineTool({
  input: z.object({ id: z.string().check(z.minLength(1), z.maxLength(200)), connection: z.optional(z.string()) }),
  prepare: ({ id, connection }, services) => ({
    invocationMessage: vscode.l10n.t('Reading an audit record'),
    confirmationMessages: {
      title: vscode.l10n.t(
        'Give an audit record of {0} to the language model?',
        findConnection(connection, services).name,
      ),
      message: vscode.l10n.t('Record {0}', id),
    },
  }),
  run: async ({ id, connection }, services, token) => {
    const source = findConnection(connection, services);
    const { text } = await services.engine.request('m365Audit/readRecord', { connection: source, recordId: id }, token);
    return strangersData([...numberNames(text), '', text].join('\n'));
  },
});

const recordSchema = z.record(z.string(), z.unknown());

/** `RecordType 15 is AzureActiveDirectoryStsLogon. …`, for each number of the record that has a name. */
function numberNames(text: string): readonly string[] {
  return Object.entries(recordSchema.parse(JSON.parse(text))).flatMap(([field, value]) => {
    const member = typeof value === 'number' ? findEnumMember(undefined, field, value) : undefined;
    if (member === undefined || typeof value !== 'number') {
      return [];
    }
    const meaning = enumMeaning(member.enumName, value);
    return [`${field} ${value} is ${member.name}.${meaning === undefined ? '' : ` ${meaning}`}`];
  });
}
