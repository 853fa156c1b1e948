/** Makes values on first use and keeps them; one that could not be made is tried again at the next use. */
export class PromiseCache<Value> {
  private readonly values = new Map<string, Promise<Value>>();

  get(key: string, create: () => Promise<Value>): Promise<Value> {
    const existing = this.values.get(key);
    if (existing !== undefined) {
      return existing;
    }
    const created = create();
    this.values.set(key, created);
    created.catch(() => {
      if (this.values.get(key) === created) {
        this.values.delete(key);
      }
    });
    return created;
  }

  /** What the cache holds of a key, or is about to; undefined where there is nothing, or it could not be made. */
  async find(key: string): Promise<Value | undefined> {
    return this.values.get(key)?.catch(() => undefined);
  }

  /** What the cache holds. */
  async held(): Promise<readonly Value[]> {
    const settled = await Promise.allSettled(this.values.values());
    return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  }

  /** Forgets a value, which is of no use any more; the next use makes another. */
  forget(key: string): void {
    this.values.delete(key);
  }

  /** Empties the cache and hands over what it held. */
  async drain(): Promise<readonly Value[]> {
    const held = [...this.values.values()];
    // Before the wait: what is made meanwhile belongs to the next who drains.
    this.values.clear();
    const settled = await Promise.allSettled(held);
    return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  }
}
