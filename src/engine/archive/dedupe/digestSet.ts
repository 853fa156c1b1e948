/** Words of 32 bits in a digest. */
const digestWords = 3;

/** Above this share of slots in use, looking for what is not there takes many steps. */
const maximumLoad = 0.75;

/**
 * A set of digests of 96 bits, in 16 to 32 bytes each: a `Set` of texts takes ten times as much, and a full collection of garbage
 * goes through all of them.
 */
export class DigestSet {
  size = 0;
  /** Slots of `digestWords` words; an empty one is all zeros. The number of slots is a power of two. */
  private slots = new Uint32Array(1024 * digestWords);

  /** @returns whether it was not there */
  add(first: number, second: number, third: number): boolean {
    // No digest may look like an empty slot.
    const last = (third | 1) >>> 0;
    const slot = this.find(first, second, last);
    if (this.slots[slot + 2] !== 0) {
      return false;
    }
    this.put(slot, first, second, last);
    this.size += 1;
    this.reserve(1);
    return true;
  }

  has(first: number, second: number, third: number): boolean {
    return this.slots[this.find(first, second, (third | 1) >>> 0) + 2] !== 0;
  }

  /** Makes room for so many more at once: else they are moved each time that their number doubles. */
  reserve(count: number): void {
    let capacity = this.slots.length / digestWords;
    while (this.size + count > capacity * maximumLoad) {
      capacity *= 2;
    }
    if (capacity * digestWords > this.slots.length) {
      this.moveTo(new Uint32Array(capacity * digestWords));
    }
  }

  private moveTo(slots: Uint32Array<ArrayBuffer>): void {
    const old = this.slots;
    this.slots = slots;
    for (let slot = 0; slot < old.length; slot += digestWords) {
      const first = old[slot] ?? 0;
      const second = old[slot + 1] ?? 0;
      const last = old[slot + 2] ?? 0;
      if (last !== 0) {
        this.put(this.find(first, second, last), first, second, last);
      }
    }
  }

  /** Where a digest is, or the empty slot where it belongs. */
  private find(first: number, second: number, last: number): number {
    const { slots } = this;
    const mask = slots.length / digestWords - 1;
    for (let index = first & mask; ; index = (index + 1) & mask) {
      const slot = index * digestWords;
      const isEmpty = slots[slot + 2] === 0;
      if (isEmpty || (slots[slot] === first && slots[slot + 1] === second && slots[slot + 2] === last)) {
        return slot;
      }
    }
  }

  private put(slot: number, first: number, second: number, last: number): void {
    this.slots[slot] = first;
    this.slots[slot + 1] = second;
    this.slots[slot + 2] = last;
  }
}
