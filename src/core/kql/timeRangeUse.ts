/** Whether a query's time range was applied, or its text says itself which times it is about. */
export type TimeRangeUse = 'applied' | 'setInQuery';
