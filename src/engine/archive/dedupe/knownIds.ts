import type { DuckDBConnection } from '@duckdb/node-api';
import type { Sql } from '../../../core/kql/sql/sql';
import { sql } from '../../../core/kql/sql/sql';
import type { TenantCatalogue } from '../log/catalogue';
import type { CommittedFile } from '../log/commit';
import { commonRelation } from '../records/recordColumns';
import { DigestSet } from './digestSet';

/** Files are opened all at once to be read. */
const filesAtATime = 500;

/**
 * The ids of a tenant's records, held so that a batch is looked up in the time that the batch takes, however much the archive has.
 *
 * They are held as 95 bits of their MD5: that two of ten million ids have the same is as likely as one in 10^15. Read once from all
 * files, then from those that commits have added since, by whichever process. About 20 bytes a record.
 */
export class KnownIds {
  private digests = new DigestSet();
  private readFiles = new Set<string>();
  private deletions = 0;

  /** @param pathOf the absolute path of a file */
  constructor(private readonly pathOf: (file: CommittedFile) => string) {}

  /**
   * Takes in what was committed since. Where it fails because a file was removed meanwhile, it can be called again with what is then
   * known.
   */
  async refresh(connection: DuckDBConnection, tenant: TenantCatalogue): Promise<void> {
    if (tenant.deletions.length !== this.deletions) {
      // What was deleted may come again. Files that were only replaced by others have the same ids as those.
      this.digests = new DigestSet();
      this.readFiles = new Set();
      this.deletions = tenant.deletions.length;
    }
    const { files } = tenant;
    const unread = files.filter(({ path }) => !this.readFiles.has(path));
    this.digests.reserve(unread.reduce((sum, { records }) => sum + records, 0));
    for (let start = 0; start < unread.length; start += filesAtATime) {
      const some = unread.slice(start, start + filesAtATime);
      await this.read(connection, commonRelation(some.map(this.pathOf)), (first, second, third) => {
        this.digests.add(first, second, third);
      });
      some.forEach(({ path }) => this.readFiles.add(path));
    }
    this.readFiles = new Set(files.map(({ path }) => path));
  }

  /** The rows of a relation, by their `#position`, whose `Id` is known. */
  async findIn(connection: DuckDBConnection, relation: Sql): Promise<readonly number[]> {
    const known: number[] = [];
    await this.read(
      connection,
      relation,
      (first, second, third, position) => {
        if (this.digests.has(first, second, third)) {
          known.push(position);
        }
      },
      sql`"#position"`,
    );
    return known;
  }

  private async read(
    connection: DuckDBConnection,
    relation: Sql,
    visit: (first: number, second: number, third: number, position: number) => void,
    position: Sql = sql`0`,
  ): Promise<void> {
    const word = (shift: Sql): Sql => sql`(("#digest" >> ${shift}) & 4294967295)::UINTEGER`;
    const result = await connection.stream(
      sql`SELECT ${[sql`0`, sql`32`, sql`64`].map(word)}, "#position"
        FROM (SELECT md5_number("Id") AS "#digest", ${position}::INTEGER AS "#position" FROM ${relation} WHERE "Id" <> '')`
        .text,
    );
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      const [first = [], second = [], third = [], positions = []] = chunk.getColumns();
      for (let row = 0; row < chunk.rowCount; row++) {
        visit(Number(first[row]), Number(second[row]), Number(third[row]), Number(positions[row]));
      }
    }
  }
}
