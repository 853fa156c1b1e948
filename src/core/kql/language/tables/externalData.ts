import type { ExternalFormat, Plan } from '../../plan/plan';
import { queryError, refused, type Place } from '../../queryError';
import { present, separatedItems } from '../kusto/kusto';
import { plainColumn, resultColumns } from '../kusto/kustoSymbols';
import type { Scope } from '../scope';

type ExternalDataNode = Kusto.Language.Syntax.ExternalDataExpression;

const formats: ReadonlyMap<string, ExternalFormat> = new Map([
  ['csv', 'csv'],
  ['tsv', 'tsv'],
  ['psv', 'psv'],
  ['scsv', 'scsv'],
  ['txt', 'txt'],
  ['raw', 'raw'],
  ['json', 'json'],
  ['singlejson', 'json'],
  ['multijson', 'json'],
  ['parquet', 'parquet'],
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
  const names = separatedItems(node.URIs).map((uri) => String(uri.LiteralValue ?? ''));
  const files = separatedItems(node.URIs).map((uri) =>
    readableFile(String(uri.LiteralValue ?? ''), scope.place(uri), scope),
  );
  const [first = ''] = names;
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

function readableFile(name: string, place: Place, scope: Scope): string {
  // A scheme has more than one letter, a drive has one; a share of a server is the network, too.
  if (/^(\w{2,}:|[\\/]{2})/.test(name)) {
    throw refused(
      'An address in externaldata',
      'Queries reach no network: save the file on this computer, and name it by its path.',
      place,
    );
  }
  const { outside } = scope.context;
  if (outside === undefined) {
    throw queryError('Queries may read no files here.', place, 'fileNotAllowed');
  }
  return outside.externalFile(name, place);
}

/** What the file's name ends with; a file without one, or of another kind, is read as CSV. */
function extension(file: string): string {
  const found = /\.(\w+)(?:\.gz)?$/.exec(file)?.[1]?.toLowerCase() ?? '';
  return formats.has(found) ? found : 'csv';
}
