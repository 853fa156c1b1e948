import type { ContentType } from '../../core/api/contentType';
import type { Archive } from '../archive/archive';
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

  /** @returns how many records were new to the archive */
  async write(archive: Archive): Promise<number> {
    let added = 0;
    for (const [tenantId, contentTypes] of this.tenants) {
      const sources = [...contentTypes].map(([contentType, records]) => ({ contentType, ...records }));
      added += await archive.importRecords(tenantId, sources);
    }
    return added;
  }
}
