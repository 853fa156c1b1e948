import type { Connection } from '../../core/api/connection';
import type { NamedColumns } from '../../core/protocol/languageProtocol';
import { archiveTables } from '../../core/schema/archiveTables';
import type { Tenants } from '../server/tenants';
import type { LanguageSchema } from './languageMessages';

/** What the archive holds is looked up again after so long, in milliseconds. */
const freshMs = 5_000;

/** A schema with tables more; the archive's own names stay its own, as when a query runs. */
export function withTables(schema: LanguageSchema, tables: readonly NamedColumns[]): LanguageSchema {
  if (tables.length === 0) {
    return schema;
  }
  const own = new Set(schema.tables.map(({ name }) => name.toLowerCase()));
  const others = tables.filter(({ name }) => !own.has(name.toLowerCase()));
  return { key: `${schema.key} ${JSON.stringify(others)}`, tables: [...schema.tables, ...others] };
}

interface KnownSchema {
  readonly schema: LanguageSchema;
  /** Of the records; undefined until they are known. */
  readonly version?: string;
  readonly readAt: number;
}

/**
 * The tables that queries of a connection can name. They are there at once: first those that are documented, and once the archive was
 * looked at, also the keys that it has found.
 */
export class ArchiveSchemas {
  private readonly documented: LanguageSchema = { key: 'documented', tables: archiveTables([]) };
  private readonly known = new Map<string, KnownSchema>();
  private readonly reading = new Map<string, Promise<void>>();

  /** @param onChanged told when there are other tables than before */
  constructor(
    private readonly tenants: Tenants,
    private readonly onChanged: () => void,
  ) {}

  current(connection: Connection | undefined): LanguageSchema {
    if (connection === undefined) {
      return this.documented;
    }
    const known = this.known.get(connection.id);
    if (known === undefined || Date.now() - known.readAt > freshMs) {
      void this.refresh(connection);
    }
    return known?.schema ?? this.documented;
  }

  /** Changes when the records do; undefined if they cannot be read. It waits for the first look at them only. */
  async version(connection: Connection): Promise<string | undefined> {
    if (!this.known.has(connection.id)) {
      await this.refresh(connection);
    }
    return this.known.get(connection.id)?.version;
  }

  private refresh(connection: Connection): Promise<void> {
    const { id } = connection;
    const running = this.reading.get(id);
    if (running !== undefined) {
      return running;
    }
    const reading = this.read(connection).finally(() => {
      this.reading.delete(id);
    });
    this.reading.set(id, reading);
    return reading;
  }

  private async read(connection: Connection): Promise<void> {
    const { id, tenantId } = connection;
    try {
      const archive = await this.tenants.archive(connection);
      const { version, otherKeys } = await archive.recordSet(tenantId);
      const before = this.known.get(id);
      const key = JSON.stringify([...otherKeys].sort());
      const schema = before?.schema.key === key ? before.schema : { key, tables: archiveTables([...otherKeys]) };
      this.known.set(id, { schema, version, readAt: Date.now() });
      if (before?.schema !== schema || before.version !== version) {
        this.onChanged();
      }
    } catch {
      // Running a query meets the same fault, and tells of it; until then the documented tables do.
      this.known.set(id, { schema: this.documented, readAt: Date.now() });
    }
  }
}
