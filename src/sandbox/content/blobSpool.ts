import { Buffer } from 'node:buffer';
import { reorderKeys } from './keyOrder';

/** Every so many records, one is delivered again in the blob after its own. */
const echoEvery = 50;

/** The least size of a full blob, in bytes. */
const leastBlobBytes = 24 * 1024;

/** How many blobs a file gives at most, roughly: a large file has larger blobs. */
const mostBlobs = 2_000;

/** Collects the records of one content type into the bodies of blobs. */
export class BlobSpool {
  private readonly bodies: Buffer[] = [];
  private readonly blobBytes: number;
  private records: string[] = [];
  private bytes = 0;
  private count = 0;
  /** Second copies of records of the blob that is being filled; they belong to the one after it. */
  private echoes: string[] = [];

  /** @param totalBytes size of all that will be added, over all content types. */
  constructor(totalBytes: number) {
    this.blobBytes = Math.max(leastBlobBytes, totalBytes / mostBlobs);
  }

  /** Adds a record, by its JSON text. */
  add(text: string): void {
    this.records.push(text);
    this.bytes += text.length;
    this.count += 1;
    if (this.count % echoEvery === 0) {
      const echo = reorderKeys(text);
      this.echoes.push(...(echo === undefined ? [] : [echo]));
    }
    if (this.bytes >= this.blobBytes) {
      this.flush();
    }
  }

  /** The bodies of all blobs. */
  finish(): readonly Uint8Array[] {
    if (this.bytes > 0) {
      this.flush();
    }
    if (this.records.length > 0) {
      this.flush();
    }
    return this.bodies;
  }

  private flush(): void {
    this.bodies.push(Buffer.from(`[${this.records.join(',')}]`));
    this.records = this.echoes;
    this.echoes = [];
    this.bytes = 0;
  }
}
