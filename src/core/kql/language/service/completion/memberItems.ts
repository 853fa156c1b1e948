import type { KqlCompletionItem } from './completionItem';
import type { KqlText } from '../text/kqlText';
import { literalMembers } from './literalMembers';

/** Members that the lists and bags of audit records have: of parameters and properties, of members, actors and targets, of items and folders. */
const commonMembers = [
  ...['Name', 'Value', 'NewValue', 'OldValue', 'ID', 'Type', 'UPN', 'DisplayName', 'Role'],
  ...['Subject', 'InternetMessageId', 'ParentFolder', 'Path', 'FolderItems', 'Attachments', 'SizeInBytes'],
];

/** Others are written in brackets, which no dot stands before. */
const plainName = /^[A-Za-z_]\w*$/;

/** The names that may follow the dot after a dynamic value: Kusto knows none of them. */
export function memberItems(text: KqlText, offset: number): KqlCompletionItem[] {
  const { PathExpression, NameReference } = Kusto.Language.Syntax;
  for (const node of text.ancestors(text.tokenBefore(offset))) {
    if (node instanceof PathExpression && node.Dot !== null && node.Dot.End <= offset) {
      const whole = node.Expression;
      if (whole?.ResultType?.Name !== 'dynamic') {
        return [];
      }
      const column = whole instanceof NameReference ? (whole.SimpleName ?? '') : '';
      const written = literalMembers(whole).filter((name) => plainName.test(name));
      return (written.length > 0 ? written : namesOfMembers(text, column)).map((name) => ({
        label: name,
        filterText: name,
        sortText: `033_${name.toLowerCase()}`,
        before: name,
        after: '',
        kind: 'Column',
      }));
    }
  }
  return [];
}

/** The members of `Record` are the columns of the table that has it. */
function namesOfMembers(text: KqlText, column: string): readonly string[] {
  const table = text.tables.find(({ columns }) => columns.some(({ name }) => name === column));
  return column === 'Record' && table !== undefined
    ? table.columns.map(({ name }) => name).filter((name) => name !== column)
    : commonMembers;
}
