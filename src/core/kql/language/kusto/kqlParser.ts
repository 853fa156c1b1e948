import type { Watchlist } from '../../outsideData';
import type { TableSchema } from '../../tableSchema';
import type { DataColumns } from './dataColumns';
import { kustoGlobals } from './kustoGlobals';
import { parseKql, type ParsedKql } from '../parseKql';

/** A parsed text takes some 100 kB. */
const mostTexts = 50;

/**
 * Parses texts over the same tables. What the tables mean to the language service is made once, which takes as long as a text does,
 * and a text that comes again is not parsed again.
 */
export class KqlParser {
  private globals: Kusto.Language.GlobalState | undefined;
  private readonly parsed = new Map<string, ParsedKql>();

  constructor(private readonly tables: readonly TableSchema[]) {}

  /**
   * @param dataColumns @param watchlists columns that come from the data and from files: what is parsed with them is not kept
   * @throws what `parseKql` throws
   */
  parse(text: string, dataColumns?: DataColumns, watchlists: readonly Watchlist[] = []): ParsedKql {
    if ((dataColumns !== undefined && dataColumns.size > 0) || watchlists.length > 0) {
      return parseKql(text, kustoGlobals(this.tables, dataColumns, watchlists));
    }
    this.globals ??= kustoGlobals(this.tables);
    const found = this.parsed.get(text) ?? parseKql(text, this.globals);
    // The text goes to the end; the one that was not asked for longest is forgotten.
    this.parsed.delete(text);
    this.parsed.set(text, found);
    const [oldest] = this.parsed.keys();
    if (this.parsed.size > mostTexts && oldest !== undefined) {
      this.parsed.delete(oldest);
    }
    return found;
  }
}
