import { KqlParser } from '../../core/kql/compileKql';
import type { TableSchema } from '../../core/kql/tableSchema';
import { archiveTables } from '../../core/schema/archiveTables';

/** What queries may name, and what was parsed over it: the same as long as the records have the same keys. */
export class QuerySchema {
  readonly tables: readonly TableSchema[];
  readonly parser: KqlParser;

  /** @param extraKeys keys that the records have and no document names */
  constructor(private readonly extraKeys: ReadonlySet<string>) {
    this.tables = archiveTables([...extraKeys]);
    this.parser = new KqlParser(this.tables);
  }

  isOf(extraKeys: ReadonlySet<string>): boolean {
    return this.extraKeys.size === extraKeys.size && [...extraKeys].every((key) => this.extraKeys.has(key));
  }
}
