type SyntaxElement = Kusto.Language.Syntax.SyntaxElement;

/** Kusto's code for a query whose tree is too deep to be bound. It names no place. */
export const tooDeepCode = 'KS245';

/** How deep a tree may be: Kusto's own limit. Each operator of a pipe, and each of `a or b or c`, is one level more. */
export const deepestTree = 500;

/** The levels that a statement has around what is written, about. */
const around = 10;

/** The first element of a chain that is too deep: what comes before it could be bound. */
export function firstTooDeep(root: SyntaxElement): SyntaxElement {
  const depths = depthsBelow(root);
  const depthOf = (element: SyntaxElement): number => depths.get(element) ?? 0;
  let outer = root;
  let inner: SyntaxElement | undefined = root;
  while (inner !== undefined && depthOf(inner) >= deepestTree - around) {
    outer = inner;
    inner = childrenOf(inner).toSorted((left, right) => depthOf(right) - depthOf(left))[0];
  }
  return childrenOf(outer).at(-1) ?? outer;
}

/** How many levels are in and below each element. The tree may be too deep for recursion. */
function depthsBelow(root: SyntaxElement): ReadonlyMap<SyntaxElement, number> {
  const inOrder = [root];
  for (const element of inOrder) {
    inOrder.push(...childrenOf(element));
  }
  const depths = new Map<SyntaxElement, number>();
  for (const element of inOrder.toReversed()) {
    depths.set(element, 1 + Math.max(0, ...childrenOf(element).map((child) => depths.get(child) ?? 0)));
  }
  return depths;
}

function childrenOf(element: SyntaxElement): SyntaxElement[] {
  return Array.from({ length: element.ChildCount }, (_, index) => element.GetChild(index)).filter(
    (child) => child !== null,
  );
}
