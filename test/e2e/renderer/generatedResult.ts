import type { Column } from '../../../src/core/kql/kustoType';
import type { CellValue, Row } from '../../../src/core/protocol/queryProtocol';
import type {
  ResultPage,
  ResultValueCount,
  ResultValues,
  ResultValuesParams,
  ResultView,
  ResultViewParams,
} from '../../../src/core/protocol/resultProtocol';
import { valueAt } from '../../../src/renderer/values/propertyPath';
import { compareRows, createRowTest, withoutColumn } from '../../../src/renderer/rows/applyView';

const operations = ['FileAccessed', 'FileDeleted', 'MailItemsAccessed', 'New-InboxRule', 'Send', 'UserLoggedIn'];
const firstTime = Date.UTC(2026, 9, 1);

/** What strangers may write into a record. */
const strangeText = '<img src=x onerror="document.title=1"> =HYPERLINK("http://example.com") \u202Eevil';

const fields: readonly (readonly [Column, (index: number) => CellValue])[] = [
  [
    { name: 'CreationTime', type: 'datetime' },
    (index) => new Date(firstTime + index * 1_000).toISOString().replace(/Z$/, '0000Z'),
  ],
  [{ name: 'Operation', type: 'string' }, (index) => operations[(index * 7) % operations.length] ?? null],
  [{ name: 'UserId', type: 'string' }, (index) => `user${(index * 31) % 997}@contoso.example`],
  [{ name: 'RecordType', type: 'int' }, (index) => [2, 6, 15, 50, 9_999][index % 5] ?? null],
  [{ name: 'ClientIP', type: 'string' }, (index) => (index % 4 === 0 ? null : `198.51.100.${index % 256}`)],
  [{ name: 'Number', type: 'long' }, (index) => index],
  [{ name: 'Ratio', type: 'real' }, (index) => (index % 1_000) / 8],
  [{ name: 'Subject', type: 'string' }, (index) => (index % 10 === 3 ? strangeText : `Subject ${index}`)],
  [
    { name: 'Context', type: 'dynamic' },
    (index) => ({
      ClientAppId: `app-${index % 5}`,
      Items: [{ Path: `/a/${index}` }, { Path: '/b' }],
      Depth: { Level: 2 },
    }),
  ],
  [{ name: 'NeverFilled', type: 'string' }, () => null],
  [{ name: 'SessionId', type: 'guid' }, (index) => `00000000-0000-4000-8000-${String(index % 50).padStart(12, '0')}`],
  [{ name: 'Id', type: 'guid' }, (index) => `10000000-0000-4000-8000-${String(index).padStart(12, '0')}`],
  [{ name: 'ContentType', type: 'string' }, () => 'Audit.Exchange'],
  [{ name: 'ContentId', type: 'string' }, (index) => `content-${index % 300}`],
];

export const generatedColumns: readonly Column[] = fields.map(([column]) => column);

function generatedRow(index: number): Row {
  return fields.map(([, valueOf]) => valueOf(index));
}

/** A result of many rows that are made when they are asked for, with what the engine does over them. */
export class GeneratedResult {
  /** Row numbers of the last view. */
  private order: { readonly key: string; readonly rows: Uint32Array } | undefined;

  constructor(readonly rowCount: number) {}

  readRows({ view, offset, limit }: Omit<ResultViewParams, 'resultId'>): ResultPage {
    const order = this.orderOf(view);
    return { rows: Array.from(order.subarray(offset, offset + limit), generatedRow), rowCount: order.length };
  }

  countValues({ view, search = '', limit, ...place }: Omit<ResultValuesParams, 'resultId'>): ResultValues {
    const counts = new Map<string, ResultValueCount>();
    for (const index of this.orderOf(withoutColumn(view, place))) {
      const value = valueAt(fields[place.column]?.[1](index) ?? null, place.path ?? []);
      const key = JSON.stringify(value);
      if (key.toLowerCase().includes(search.toLowerCase())) {
        counts.set(key, { value, count: (counts.get(key)?.count ?? 0) + 1 });
      }
    }
    const values = [...counts.values()].sort((left, right) => right.count - left.count);
    return { values: values.slice(0, limit), distinct: values.length };
  }

  private orderOf(view: ResultView): Uint32Array {
    const key = JSON.stringify(view);
    if (this.order?.key !== key) {
      this.order = { key, rows: this.createOrder(view) };
    }
    return this.order.rows;
  }

  private createOrder(view: ResultView): Uint32Array {
    const all = Uint32Array.from({ length: this.rowCount }, (_, index) => index);
    const test = createRowTest(generatedColumns, view);
    const isWhole = view.filters.length === 0 && view.search === undefined;
    const rows = isWhole ? all : all.filter((index) => test(generatedRow(index)));
    if (view.sort.length === 0) {
      return rows;
    }
    // Only the columns of the order are made: a million whole rows would not fit into memory.
    const keyOf = (index: number): Row => {
      const row: CellValue[] = [];
      for (const { column } of view.sort) {
        row[column] = fields[column]?.[1](index) ?? null;
      }
      return row;
    };
    const keys = Array.from(rows, (index) => ({ index, row: keyOf(index) }));
    keys.sort((left, right) => compareRows(generatedColumns, view.sort, left.row, right.row));
    return Uint32Array.from(keys, ({ index }) => index);
  }
}
