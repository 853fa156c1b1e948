import { enumNames, listItems } from '../../kusto/kusto';
import { loadKusto } from '../../kusto/loadKusto';

export interface KqlCompletionItem {
  /** What the list shows. */
  readonly label: string;
  /** What typing is matched with. */
  readonly filterText: string;
  /** Orders the list. */
  readonly sortText: string;
  /** Goes in before the cursor's new place, and after it. */
  readonly before: string;
  readonly after: string;
  /** Kusto's name of the kind: `Column`, `Table`, `BuiltInFunction`, `QueryPrefix`... */
  readonly kind: string;
}

export function completionItems(info: Kusto.Language.Editor.CompletionInfo): KqlCompletionItem[] {
  const kinds = enumNames(loadKusto().Editor.CompletionKind);
  return listItems(info.Items).map((item) => {
    const label = item.DisplayText ?? '';
    return {
      label,
      filterText: item.MatchText ?? label,
      sortText: item.OrderText ?? label,
      before: item.BeforeText ?? label,
      after: item.AfterText ?? '',
      kind: kinds.get(item.Kind) ?? 'Unknown',
    };
  });
}
