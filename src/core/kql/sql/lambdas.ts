import { identifier, integerLiteral, sql, type Sql } from './sql';

/** The names of the parameters of lambdas in an SQL text, in lower case. What a string holds may be among them, which does no harm. */
export function lambdaParameters({ text }: Sql): ReadonlySet<string> {
  const names = text.matchAll(/\blambda (\w+)(?:, (\w+))?:/g);
  return new Set(
    [...names].flatMap(([, first = '', second = '']) => [first, second]).map((name) => name.toLowerCase()),
  );
}

/** Stands for what is bound: no column has such a name. */
const binding = identifier('bound values');

/**
 * Values that a lambda cannot take as they are: DuckDB takes no query inside of one, and reads the name of a column as the parameter of the
 * same name, in whatever case. They are computed outside.
 */
export class BoundValues {
  private readonly values: Sql[] = [];

  /** @param parameters the names of the lambdas' parameters, in lower case */
  constructor(private readonly parameters: ReadonlySet<string>) {}

  /** Whether a column of this name could not be seen inside of the lambdas. */
  hides(sqlName: string): boolean {
    return this.parameters.has(sqlName.toLowerCase());
  }

  /** Binds a value, and gives what stands for it. */
  add(value: Sql): Sql {
    this.values.push(value);
    return sql`${binding}[${integerLiteral(this.values.length)}]`;
  }

  /** The value of a body that the bound values stand in; nothing where there are none. */
  around(body: Sql): Sql | undefined {
    return this.values.length === 0
      ? undefined
      : sql`list_transform([row(${this.values})], lambda ${binding}: ${body})[1]`;
  }
}
