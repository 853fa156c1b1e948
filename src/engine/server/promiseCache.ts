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
    created.catch(() => this.values.delete(key));
    return created;
  }

  /** Empties the cache and hands over what it held. */
  async drain(): Promise<readonly Value[]> {
    const settled = await Promise.allSettled(this.values.values());
    this.values.clear();
    return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  }
}
