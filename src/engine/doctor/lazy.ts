/** Makes a value, or fails to, when it is first asked for; that stays. */
export function lazy<Value>(make: () => Value | Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= Promise.resolve().then(make));
}
