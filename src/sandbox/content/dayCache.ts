/** Days that are kept: those that content lives, and those before them whose records may come late. */
const keptDays = 16;

/** Values that follow from a day alone, for the days that were asked for last. */
export class DayCache<T> {
  private readonly values = new Map<number, T>();

  constructor(private readonly make: (day: number) => T) {}

  /** @param day midnight, UTC. */
  get(day: number): T {
    const value = this.values.get(day) ?? this.make(day);
    // The last one asked for goes to the end; the first is forgotten.
    this.values.delete(day);
    this.values.set(day, value);
    const [oldest] = this.values.keys();
    if (this.values.size > keptDays && oldest !== undefined) {
      this.values.delete(oldest);
    }
    return value;
  }
}
