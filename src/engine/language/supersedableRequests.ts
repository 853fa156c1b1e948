/** Ends a request when the next one of its kind comes: of what is typed, only the last state matters. */
export class SupersedableRequests {
  private readonly latest = new Map<string, AbortController>();

  /**
   * Runs a request, whose signal is aborted by the next one of the same key.
   *
   * @param signal the request's own
   */
  async run<Result>(
    key: string,
    signal: AbortSignal | undefined,
    request: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const controller = new AbortController();
    this.latest.get(key)?.abort();
    this.latest.set(key, controller);
    try {
      return await request(signal === undefined ? controller.signal : AbortSignal.any([signal, controller.signal]));
    } finally {
      if (this.latest.get(key) === controller) {
        this.latest.delete(key);
      }
    }
  }

  close(): void {
    for (const controller of this.latest.values()) {
      controller.abort();
    }
  }
}
