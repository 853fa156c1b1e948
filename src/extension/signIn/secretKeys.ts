/** A secret's place in VS Code's secret storage: `<kind>:<connection id>`, and more parts where a connection has several. */
export interface SecretPlace {
  readonly kind: string;
  readonly connectionId: string;
}

/** An id holds letters, digits, "_" and "-", so that the colon parts it from the rest. */
export function secretKey(kind: string, connectionId: string, ...parts: readonly string[]): string {
  return [kind, connectionId, ...parts].join(':');
}

/** Reads a key; undefined for one that belongs to no connection. */
export function readSecretKey(key: string): SecretPlace | undefined {
  const [kind, connectionId] = key.split(':');
  return kind === undefined || connectionId === undefined ? undefined : { kind, connectionId };
}
