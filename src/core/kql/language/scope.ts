import type { Expression, Plan } from '../plan/plan';
import type { Place } from '../queryError';
import type { KustoExpression, SyntaxNode } from './kusto';
import { placeOf } from './kustoSymbols';

/** What a name that the query itself defines stands for: a `let`, a parameter, an `as`. */
export type Binding =
  { readonly kind: 'scalar'; readonly expression: Expression } | { readonly kind: 'tabular'; readonly plan: Plan };

/** The query's own names. Columns and the database's tables are not among them: the language service has resolved those. */
export class Scope {
  private readonly bindings = new Map<string, Binding>();

  /**
   * @param now what `now()` means, in milliseconds since the epoch.
   * @param callPlace inside the body of a called function, the place of the call: the body is expanded text with places of its own.
   */
  constructor(
    readonly now: number,
    private readonly parent?: Scope,
    private readonly callPlace?: Place,
  ) {}

  define(name: string, binding: Binding): void {
    this.bindings.set(name, binding);
  }

  find(name: string): Binding | undefined {
    return this.bindings.get(name) ?? this.parent?.find(name);
  }

  /** The scope of a called function's body. */
  call(node: KustoExpression): Scope {
    return new Scope(this.now, this, this.place(node));
  }

  /** Where to point in the query's text. */
  place(node: SyntaxNode): Place {
    return this.callPlace ?? placeOf(node);
  }
}
