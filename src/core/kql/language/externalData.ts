import type { ExternalFormat, Plan } from '../plan/plan';
import { queryError, refused } from '../queryError';
import { present, separatedItems } from './kusto';
import { plainColumn, resultColumns } from './kustoSymbols';
import type { Scope } from './scope';

type ExternalDataNode = Kusto.Language.Syntax.ExternalDataExpression;

const formats: ReadonlyMap<string, ExternalFormat> = new Map([
  ['csv', 'csv'],
  ['tsv', 'tsv'],
  ['psv', 'psv'],
  ['scsv', 'scsv'],
  ['txt', 'txt'],
  ['json', 'json'],
  ['multijson', 'json'],
]);

/** `externaldata`: files that the user lets queries read; never the network. */
export function externalData(node: ExternalDataNode, scope: Scope): Plan {
  const options = new Map(
    separatedItems(node.WithClause?.Properties ?? null).map((property) => [
      present(property.Name?.SimpleName, 'property').toLowerCase(),
      property.Expression?.GetFirstToken()?.ValueText ?? '',
    ]),
  );
  const columns = resultColumns(node).map(plainColumn);
  const files = separatedItems(node.URIs).map((uri) => {
    const place = scope.place(uri);
    const name = String(uri.LiteralValue ?? '');
    if (/^\w{2,}:/.test(name)) {
      throw refused(
        'An address in externaldata',
        'Queries reach no network: save the file into the folder that queries may read, and name it here.',
        place,
      );
    }
    const file = scope.context.externalFile?.(name);
    if (file === undefined) {
      throw queryError(`Queries may read no file "${name}": it must be in the folder that you chose for them.`, place);
    }
    return file;
  });
  const [first = ''] = files;
  const name = options.get('format')?.toLowerCase() ?? extension(first);
  const format = formats.get(name);
  if (format === undefined) {
    throw refused(
      `The format "${name}" of externaldata`,
      `Use one of ${[...formats.keys()].join(', ')}.`,
      scope.place(node),
    );
  }
  return {
    kind: 'external',
    columns,
    files,
    format,
    skipsFirstRecord: options.get('ignorefirstrecord')?.toLowerCase() === 'true',
  };
}

/** What the file's name ends with; a file without one, or of another kind, is read as CSV. */
function extension(file: string): string {
  const found = /\.(\w+)(?:\.gz)?$/.exec(file)?.[1]?.toLowerCase() ?? '';
  return formats.has(found) ? found : 'csv';
}
