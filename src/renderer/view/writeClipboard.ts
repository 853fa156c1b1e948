import type { ResultAction } from '../menus/valueMenu';

/** The host has the clipboard of the user's machine, and needs no permission for it; without one the browser is asked. */
export async function writeClipboard(text: string, act: ((action: ResultAction) => void) | undefined): Promise<void> {
  if (act === undefined) {
    await navigator.clipboard.writeText(text);
  } else {
    act({ action: 'copy', text });
  }
}
