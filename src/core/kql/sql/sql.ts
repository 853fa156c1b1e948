/**
 * SQL text, and the only ways to make it.
 *
 * `Sql` can be built from the templates in this program's source, and from values and names through `textLiteral`, `integerLiteral`
 * and `identifier`, which quote them. A plain string is not accepted anywhere, so nothing a query or a record says can become SQL.
 */
export class Sql {
  private constructor(readonly text: string) {}

  /** For the functions of this file alone. */
  static trusted(text: string): Sql {
    return new Sql(text);
  }
}

/** A template whose holes are SQL, or lists of SQL that are joined by commas. */
export function sql(strings: TemplateStringsArray, ...holes: readonly (Sql | readonly Sql[])[]): Sql {
  let text = strings[0] ?? '';
  holes.forEach((hole, index) => {
    text += (hole instanceof Sql ? hole : joinSql(hole, sql`, `)).text + (strings[index + 1] ?? '');
  });
  return Sql.trusted(text);
}

export function joinSql(parts: readonly Sql[], separator: Sql): Sql {
  return Sql.trusted(parts.map((part) => part.text).join(separator.text));
}

/**
 * A name, quoted. DuckDB takes any character in a quoted name but NUL, which no name of a record or a query can hold: it is dropped.
 */
export function identifier(name: string): Sql {
  return Sql.trusted(`"${name.replaceAll('\0', '').replaceAll('"', '""')}"`);
}

/** A string as a VARCHAR literal. A NUL cannot stand in SQL text, so it comes in by `chr(0)`; a lone surrogate as U+FFFD. */
export function textLiteral(value: string): Sql {
  const quoted = value
    .replaceAll(/\p{Surrogate}/gu, '\uFFFD')
    .split('\0')
    .map((part) => `'${part.replaceAll("'", "''")}'`);
  return Sql.trusted(quoted.length === 1 ? quoted.join('') : `concat_ws(chr(0), ${quoted.join(', ')})`);
}

/** A whole number of at most 64 bits, as a BIGINT unless it is used where another type is asked for. */
export function integerLiteral(value: bigint | number): Sql {
  const text = BigInt(value).toString();
  return Sql.trusted(text.startsWith('-') ? `(${text})` : text);
}

/** A DOUBLE. It is cast from a text: digits alone would be a DECIMAL first, which is rounded once too often. */
export function realLiteral(value: number): Sql {
  return sql`${textLiteral(Object.is(value, -0) ? '-0' : String(value))}::DOUBLE`;
}

/** DuckDB computes an expression that is written twice once; a binding keeps the text from growing with every level. */
const longestRepeated = 100;

/**
 * Uses a value more than once without writing it more than once: a long expression is bound to the parameter of a lambda, a short
 * one is repeated.
 */
export function bindValue(value: Sql, body: (name: Sql) => Sql): Sql {
  if (value.text.length <= longestRepeated) {
    return body(value);
  }
  // A body that binds a value of its own must not hide this parameter: such a name is passed over.
  for (let depth = 0; ; depth++) {
    const parameter = Sql.trusted(`v${depth}`);
    const bound = body(parameter);
    if (!bound.text.includes(`lambda v${depth}:`)) {
      return sql`list_transform([${value}], lambda ${parameter}: ${bound})[1]`;
    }
  }
}
