import type { ContentType } from '../../core/api/contentType';
import type { Archive } from '../archive/archive';
import type { ImportedRecords } from '../archive/archiveTypes';
import type { ReadRecord } from './readRecord';

/** A batch becomes files of its own, so it should be large; it is held in memory. */
const batchCharacters = 32 * 1024 * 1024;

interface Records {
  readonly texts: string[];
  readonly keys: Set<string>;
}

/** Records that wait for the archive, by where they belong. */
export class ImportBatch {
  records = 0;
  private characters = 0;
  private readonly tenants = new Map<string, Map<ContentType, Records>>();

  add({ tenantId, contentType, text, keys }: ReadRecord): void {
    const contentTypes = this.tenants.get(tenantId) ?? new Map<ContentType, Records>();
    this.tenants.set(tenantId, contentTypes);
    const records = contentTypes.get(contentType) ?? { texts: [], keys: new Set() };
    contentTypes.set(contentType, records);
    records.texts.push(text);
    keys.forEach((key) => records.keys.add(key));
    this.records += 1;
    this.characters += text.length;
  }

  get isFull(): boolean {
    return this.characters >= batchCharacters;
  }

  /** How many records are of a tenant. @param tenantId in lower case */
  countOf(tenantId: string): number {
    const records = [...(this.tenants.get(tenantId)?.values() ?? [])];
    return records.reduce((sum, { texts }) => sum + texts.length, 0);
  }

  async write(archive: Archive): Promise<ImportedRecords> {
    const total = { added: 0, restored: 0 };
    for (const [tenantId, contentTypes] of this.tenants) {
      const sources = [...contentTypes].map(([contentType, records]) => ({ contentType, ...records }));
      const { added, restored } = await archive.importRecords(tenantId, sources);
      total.added += added;
      total.restored += restored;
    }
    return total;
  }
}
