import type { ContentWindow } from '../../api/contentWindow';
import type { Column } from '../kustoType';
import type { OutsideData } from '../outsideData';
import type { Expression, Plan, TimeRange } from '../plan/plan';
import type { Place } from '../queryError';
import type { TableSchema } from '../tableSchema';
import type { Folds } from './foldedLists';
import type { KustoExpression, SyntaxNode } from './kusto/kusto';
import { placeOf } from './kusto/kustoSymbols';

/** What a name that the query itself defines stands for: a `let`, a parameter, an `as`; or the last row of a step of `scan`. */
export type Binding =
  | { readonly kind: 'scalar'; readonly expression: Expression }
  | { readonly kind: 'tabular'; readonly plan: Plan }
  | { readonly kind: 'state'; readonly columnName: (name: string) => string };

/** What is the same in all of a text. */
export interface QueryContext {
  /** What `now()` means, in milliseconds since the epoch. */
  readonly now: number;
  readonly tables: readonly TableSchema[];
  /** The values of the query's parameters, as a query would write them; those of texts as they are. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The times that tables which have times are limited to. */
  readonly timeRange?: TimeRange | undefined;
  /** What the placeholders of hunting queries stand for; without it they stay as they are. */
  readonly huntingTimes?: ContentWindow;
  readonly outside?: OutsideData | undefined;
  /** What strings of long lists stand for. */
  readonly folds: Folds;
}

/** Where a scope stands. */
interface Surroundings {
  /** Inside the body of a called function, the place of the call: the body is expanded text with places of its own. */
  readonly callPlace?: Place | undefined;
  /** What a `*` in a condition stands for. */
  readonly columns?: readonly Column[] | undefined;
  /** How many subqueries that run once for each group this one is inside of. */
  readonly depth: number;
  /** Names in a subquery that stand for the key of its group, and not for a column of its own rows. */
  readonly groupKeys?: ReadonlyMap<SyntaxNode, Expression> | undefined;
}

/** The query's own names. Columns and the database's tables are not among them: the language service has resolved those. */
export class Scope {
  private readonly bindings = new Map<string, Binding>();
  private readonly options = new Map<string, Expression>();
  private names = 0;

  constructor(
    readonly context: QueryContext,
    private readonly parent?: Scope,
    private readonly surroundings: Surroundings = { depth: 0 },
  ) {}

  get depth(): number {
    return this.surroundings.depth;
  }

  get columns(): readonly Column[] {
    return this.surroundings.columns ?? [];
  }

  define(name: string, binding: Binding): void {
    this.bindings.set(name, binding);
  }

  find(name: string): Binding | undefined {
    return this.bindings.get(name) ?? this.parent?.find(name);
  }

  /** Keeps the value of a `set` statement. */
  setOption(name: string, value: Expression): void {
    this.options.set(name, value);
  }

  option(name: string): Expression | undefined {
    return this.options.get(name) ?? this.parent?.option(name);
  }

  /** A name for rows that no other rows of the text have. */
  newName(): string {
    return this.parent?.newName() ?? `(shared ${++this.names})`;
  }

  /** The scope of a called function's body. */
  call(node: KustoExpression): Scope {
    return this.inner({ callPlace: this.place(node) });
  }

  /** The scope of a condition over columns. */
  over(columns: readonly Column[]): Scope {
    return this.inner({ columns });
  }

  /**
   * The scope of a subquery that runs once for each group of rows.
   *
   * @param keys the names in it that stand for the key of the group
   */
  perGroup(keys: Iterable<readonly [SyntaxNode, Expression]> = []): Scope {
    return this.inner({
      depth: this.depth + 1,
      groupKeys: new Map([...(this.surroundings.groupKeys ?? []), ...keys]),
    });
  }

  /** The key of a group, where a name stands for it. */
  groupKey(node: SyntaxNode): Expression | undefined {
    return this.surroundings.groupKeys?.get(node);
  }

  /** Where to point in the query's text. */
  place(node: SyntaxNode): Place {
    return this.surroundings.callPlace ?? placeOf(node);
  }

  private inner(changes: Partial<Surroundings>): Scope {
    return new Scope(this.context, this, { ...this.surroundings, ...changes });
  }
}
