import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';

/**
 * Random numbers that follow from the keys alone, so that every process draws the same. The generator is sfc32 (Chris
 * Doty-Humphrey, PractRand), seeded with the keys' SHA-256, so that streams of different keys do not meet.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter: number;

  constructor(...keys: readonly (string | number)[]) {
    const digest = createHash('sha256').update(JSON.stringify(keys)).digest();
    this.a = digest.readInt32LE(0);
    this.b = digest.readInt32LE(4);
    this.c = digest.readInt32LE(8);
    this.counter = digest.readInt32LE(12);
  }

  /** 0 inclusive to 1 exclusive. */
  next(): number {
    return this.uint32() / 2 ** 32;
  }

  /** Both ends inclusive. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.integer(0, items.length - 1)];
    if (item === undefined) {
      throw new RangeError('Nothing to pick from.');
    }
    return item;
  }

  /** The items in another order. */
  shuffle<T>(items: readonly T[]): readonly T[] {
    return items
      .map((item) => ({ item, rank: this.next() }))
      .sort((one, other) => one.rank - other.rank)
      .map(({ item }) => item);
  }

  hex(length: number): string {
    // By way of bytes, because a generated week has half a million of these digits and more.
    const bytes = Buffer.allocUnsafe(Math.ceil(length / 8) * 4);
    for (let offset = 0; offset < bytes.length; offset += 4) {
      bytes.writeUInt32BE(this.uint32(), offset);
    }
    return bytes.toString('hex').slice(0, length);
  }

  /** A GUID of version 4. */
  guid(): string {
    const digits = this.hex(32);
    const variant = ((parseInt(digits.charAt(16), 16) & 0x3) | 0x8).toString(16);
    return [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(13, 16)}`,
      `${variant}${digits.slice(17, 20)}`,
      digits.slice(20),
    ].join('-');
  }

  private uint32(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}
