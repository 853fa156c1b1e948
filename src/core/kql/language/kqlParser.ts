import type { Watchlist } from '../outsideData';
import type { TableSchema } from '../tableSchema';
import type { DataColumns } from './dataColumns';
import { kustoGlobals } from './kustoGlobals';
import { parseKql } from './parseKql';

type QueryBlock = Kusto.Language.Syntax.QueryBlock;

/** A parsed text takes some 100 kB. */
const mostTexts = 50;

/**
 * Parses texts over the same tables. What the tables mean to the language service is made once, which takes as long as a text does,
 * and a text that comes again is not parsed again.
 */
export class KqlParser {
  private globals: Kusto.Language.GlobalState | undefined;
  private readonly blocks = new Map<string, QueryBlock>();

  constructor(private readonly tables: readonly TableSchema[]) {}

  /**
   * @param dataColumns @param watchlists columns that come from the data and from files: what is parsed with them is not kept
   * @throws what `parseKql` throws
   */
  parse(text: string, dataColumns?: DataColumns, watchlists: readonly Watchlist[] = []): QueryBlock {
    if ((dataColumns !== undefined && dataColumns.size > 0) || watchlists.length > 0) {
      return parseKql(text, kustoGlobals(this.tables, dataColumns, watchlists));
    }
    this.globals ??= kustoGlobals(this.tables);
    const block = this.blocks.get(text) ?? parseKql(text, this.globals);
    // The text goes to the end; the one that was not asked for longest is forgotten.
    this.blocks.delete(text);
    this.blocks.set(text, block);
    const [oldest] = this.blocks.keys();
    if (this.blocks.size > mostTexts && oldest !== undefined) {
      this.blocks.delete(oldest);
    }
    return block;
  }
}
