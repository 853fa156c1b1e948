import type { Place } from '../../../kql/queryError';
import { columnName } from '../kqlText';
import type { Row, SortKey, Stage, Stream } from './stream';
import { and, truthKql, type Truth } from '../value';

/** Adds operators to a query. */
export class StreamBuilder {
  private readonly stages: Stage[];
  private order: readonly SortKey[];
  private isInOrder: boolean;
  private temporaries: readonly string[];
  private naturalOrder: readonly string[] | undefined;
  private needs: Stream['needs'];
  private columns: readonly string[] | undefined;
  /**
   * The filters of a query over elements, which the end of it takes into account: a row of the outer query would be lost whose
   * elements were all filtered out.
   */
  conditions: Truth = true;
  /** Its columns are no longer those that it started with. */
  isReset = false;
  row: Row;
  isSingle: boolean;

  /** @param taken names that no column of its own may have, in lower case */
  constructor(
    stream: Stream,
    private readonly taken: ReadonlySet<string>,
    private readonly depth = 1,
  ) {
    this.stages = [...stream.stages];
    this.order = stream.order;
    this.isInOrder = stream.isInOrder;
    this.temporaries = stream.temporaries;
    this.row = stream.row;
    this.isSingle = stream.isSingle === true;
    this.naturalOrder = stream.naturalOrder;
    this.needs = stream.needs;
    this.columns = stream.columns;
  }

  /** Goes on with another query. */
  replace(stream: Stream): void {
    this.stages.splice(0, this.stages.length, ...stream.stages);
    this.order = stream.order;
    this.isInOrder = stream.isInOrder;
    this.temporaries = stream.temporaries;
    this.naturalOrder = stream.naturalOrder;
    this.needs = stream.needs;
    this.columns = stream.columns;
    this.row = stream.row;
  }

  /** A query over the elements of an array, which runs for each row of this one. */
  inner(row: Row): StreamBuilder {
    const taken = new Set([...this.taken, ...this.temporaries.map((name) => name.toLowerCase())]);
    return new StreamBuilder({ stages: [], row, order: [], isInOrder: false, temporaries: [] }, taken, this.depth + 1);
  }

  get stream(): Stream {
    const { stages, row, order, isInOrder, temporaries, isSingle, naturalOrder, needs, columns } = this;
    return {
      ...{ stages: [...stages], row, order, isInOrder, temporaries },
      ...(isSingle ? { isSingle } : {}),
      ...(naturalOrder === undefined ? {} : { naturalOrder }),
      ...(needs === undefined ? {} : { needs }),
      ...(columns === undefined ? {} : { columns }),
    };
  }

  get length(): number {
    return this.stages.length;
  }

  /** Whether it runs over the elements of an array, for each row of another query. */
  get isOfElements(): boolean {
    return this.depth > 1;
  }

  get isSorted(): boolean {
    return this.order.length > 0;
  }

  add(kql: string, place: Place): void {
    this.stages.push({ kql, place });
    this.columns = undefined;
  }

  /** Says which columns there are, so that none of them need be named at the end. */
  hasExactly(columns: readonly string[]): void {
    this.columns = columns;
  }

  get exactColumns(): readonly string[] | undefined {
    return this.columns;
  }

  /** @param index where the filter stands among the stages; at the end, unless it is given */
  where(truth: Truth, place: Place, index = this.stages.length): void {
    if (this.depth > 1) {
      this.conditions = and(this.conditions, truth);
    } else if (truth !== true) {
      this.stages.splice(index, 0, { kql: `where ${truthKql(truth).kql}`, place });
    }
  }

  /** Rows that are alike by these keys stay in the order that they have. */
  sort(keys: readonly SortKey[], place: Place): void {
    const added = new Set(keys.map(({ kql }) => kql));
    this.setOrder([...keys, ...this.order.filter(({ kql }) => !added.has(kql))], place);
  }

  private setOrder(keys: readonly SortKey[], place: Place): void {
    if (this.stages.at(-1)?.kql.startsWith('sort by ') === true) {
      this.stages.pop();
    }
    this.order = keys;
    this.isInOrder = false;
    this.restoreOrder(place);
  }

  /** Sorts again, where an operator has lost the order. */
  restoreOrder(place: Place): void {
    if (!this.isInOrder && this.order.length > 0) {
      const keys = this.order.map(({ kql, isDescending }) => `${kql} ${isDescending ? 'desc' : 'asc'}`);
      this.stages.push({ kql: `sort by ${keys.join(', ')}`, place });
      this.isInOrder = true;
    }
  }

  /** For operators that count rows from the start. Rows that nobody has sorted keep the order in which they are read. */
  reverseOrder(place: Place): void {
    this.setOrder(
      this.order.map(({ kql, isDescending }) => ({ kql, isDescending: !isDescending })),
      place,
    );
  }

  get keys(): readonly SortKey[] {
    return this.order;
  }

  /** What rows come by that nobody has sorted: the time, while they have the columns of records or of content blobs. */
  get timeKeys(): readonly SortKey[] | undefined {
    return this.naturalOrder?.map((kql) => ({ kql, isDescending: false }));
  }

  loseOrder(): void {
    this.isInOrder = false;
  }

  /** What an element of an array is called while a query goes through them: afterwards it is no column. */
  get elementName(): string {
    const name = this.depth === 1 ? 'Element' : `Element${this.depth}`;
    return this.taken.has(name.toLowerCase()) ? `${name}_` : name;
  }

  /** A name for a column, which no other has. */
  temporary(hint: string): string {
    const used = new Set([...this.temporaries.map((name) => name.toLowerCase()), ...this.taken]);
    let name = hint;
    for (let number = 2; used.has(name.toLowerCase()); number++) {
      name = `${hint}${number}`;
    }
    this.temporaries = [...this.temporaries, name];
    return name;
  }

  /** Columns that are there, though no property shows them. */
  reserve(names: readonly string[]): void {
    this.temporaries = [...this.temporaries, ...names];
  }

  /** The stages from here on make rows of their own, of which no column is left over, and no order. */
  reset(row: Row): void {
    this.row = row;
    this.temporaries = [];
    this.naturalOrder = undefined;
    this.order = [];
    this.isReset = true;
  }

  /** Makes a column of a value, so that it is computed once. */
  extend(hint: string, kql: string, place: Place): string {
    const name = this.temporary(hint);
    this.add(`extend ${columnName(name)} = ${kql}`, place);
    return columnName(name);
  }

  summarize(aggregates: readonly string[], by: string, place: Place): number {
    this.stages.push({ kql: '', place, summarize: { aggregates, by } });
    return this.stages.length - 1;
  }

  /** Adds an aggregate to a `summarize` that stands already; gives the name of its column. */
  addAggregate(stage: number, hint: string, kql: string): string {
    const found = this.stages[stage];
    if (found?.summarize === undefined) {
      throw new RangeError('There is no summarize at this stage.');
    }
    const name = this.temporary(hint);
    const { aggregates, by } = found.summarize;
    this.stages[stage] = { ...found, summarize: { aggregates: [...aggregates, `${columnName(name)} = ${kql}`], by } };
    return columnName(name);
  }
}
