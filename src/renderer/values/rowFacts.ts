import type { Column } from '../../core/kql/kustoType';
import type { Row } from '../../core/protocol/queryProtocol';
import type { RendererAction } from '../../core/notebook/resultMessages';

type Subject = Extract<RendererAction, { action: 'pivot' }>['subject'];

/** A user, an address or a session that a row is about. */
export interface RowSubject {
  readonly subject: Subject;
  readonly value: string;
}

/** Columns that say who did it, from where, and in which session: the best one first. */
const subjectColumns: Readonly<Record<Subject, readonly string[]>> = {
  user: ['UserId', 'UserKey', 'MailboxOwnerUPN', 'Actor'],
  address: ['ClientIP', 'ClientIPAddress', 'ActorIpAddress', 'IPAddress', 'Client_IPAddress'],
  session: ['SessionId', 'AADSessionId'],
};
const subjects = ['user', 'address', 'session'] as const;

const timeColumns = ['CreationTime', 'TimeGenerated', 'ContentCreated'];

/** What a row can be followed by: at the chosen column first, else at what stands elsewhere in the row. */
export function rowSubjects(columns: readonly Column[], row: Row, chosenColumn: number): readonly RowSubject[] {
  return subjects.flatMap((subject) => {
    const chosen = columns[chosenColumn]?.name ?? '';
    const names = [chosen, ...subjectColumns[subject]].filter((name) => subjectColumns[subject].includes(name));
    const value = firstText(columns, row, names);
    return value === undefined ? [] : [{ subject, value }];
  });
}

/** When it happened; undefined for a row that has no time. */
export function rowTime(columns: readonly Column[], row: Row): string | undefined {
  const byName = firstText(columns, row, timeColumns);
  return (
    byName ??
    firstText(
      columns,
      row,
      columns.filter(({ type }) => type === 'datetime').map(({ name }) => name),
    )
  );
}

export function recordIdOf(columns: readonly Column[], row: Row): string | undefined {
  return firstText(columns, row, ['Id']);
}

/** The content blob that a record came in. */
export function blobOf(
  columns: readonly Column[],
  row: Row,
): { readonly contentType: string; readonly contentId: string } | undefined {
  const contentType = firstText(columns, row, ['ContentType']);
  const contentId = firstText(columns, row, ['ContentId']);
  return contentType === undefined || contentId === undefined ? undefined : { contentType, contentId };
}

function firstText(columns: readonly Column[], row: Row, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = row[columns.findIndex((column) => column.name === name)];
    if (typeof value === 'string' && value !== '') {
      return value;
    }
  }
  return undefined;
}
