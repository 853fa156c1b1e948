import { listItems, syntaxItems, type KustoExpression } from '../../kusto/kusto';
import type { KqlText } from '../text/kqlText';

type FunctionSymbol = Kusto.Language.Symbols.FunctionSymbol;

export interface KqlSignature {
  /** `bin(value, roundTo)` */
  readonly label: string;
  readonly parameters: readonly string[];
}

export interface KqlSignatures {
  readonly name: string;
  readonly signatures: readonly KqlSignature[];
  /** The argument that is being written, from 0. */
  readonly argument: number;
}

/** A call, and which of its arguments an offset is in. */
export interface OpenCall {
  readonly name: string;
  readonly symbol: FunctionSymbol;
  /** From 0. */
  readonly argument: number;
}

/** The function whose arguments an offset is among; undefined where it is among none. */
export function signaturesAt(text: KqlText, offset: number): KqlSignatures | undefined {
  const call = openCall(text, offset);
  return call && { name: call.name, signatures: signaturesOf(call.name, call.symbol), argument: call.argument };
}

/** The innermost call whose arguments an offset is among. */
export function openCall(text: KqlText, offset: number): OpenCall | undefined {
  const { FunctionCallExpression } = Kusto.Language.Syntax;
  for (const node of text.ancestors(text.tokenBefore(offset))) {
    const list = node instanceof FunctionCallExpression ? node.ArgumentList : null;
    const open = list?.OpenParen ?? null;
    const close = list?.CloseParen ?? null;
    if (
      node instanceof FunctionCallExpression &&
      open !== null &&
      open.End <= offset &&
      (close === null || close.Width === 0 || offset <= close.TextStart)
    ) {
      const name = node.Name?.SimpleName ?? '';
      const symbol = calledFunction(text, node, name);
      return symbol && { name, symbol, argument: commasBefore(list, offset) };
    }
  }
  return undefined;
}

/** A call with too few arguments yet is not bound, but its name is known. */
function calledFunction(text: KqlText, call: KustoExpression, name: string): FunctionSymbol | undefined {
  const { FunctionSymbol } = Kusto.Language.Symbols;
  const symbol =
    call.ReferencedSymbol ??
    text.globals.GetFunction(name) ??
    text.globals.GetAggregate(name) ??
    text.globals.GetPlugIn(name);
  return symbol instanceof FunctionSymbol ? symbol : undefined;
}

function signaturesOf(name: string, symbol: FunctionSymbol): KqlSignature[] {
  return listItems(symbol.Signatures).map((signature) => {
    const parameters = listItems(signature.Parameters).map((parameter) => {
      const type = listItems(parameter.DeclaredTypes)
        .map(({ Name }) => Name ?? '')
        .join('|');
      const shown = type === '' ? (parameter.Name ?? '') : `${parameter.Name ?? ''}: ${type}`;
      return parameter.IsOptional ? `[${shown}]` : shown;
    });
    const more = listItems(signature.Parameters).some(({ MaxOccurring }) => MaxOccurring > 1) ? ', ...' : '';
    return { label: `${name}(${parameters.join(', ')}${more})`, parameters };
  });
}

function commasBefore(list: Kusto.Language.Syntax.ExpressionList | null, offset: number): number {
  return syntaxItems(list?.Expressions ?? null).filter(
    ({ Separator }) => Separator !== null && Separator.End <= offset && Separator.Width > 0,
  ).length;
}
