import type { CheckStatus } from '../../core/protocol/doctorProtocol';
import { Html } from '../page/html';

/**
 * Drawn in the colour of the text around them, 16 by 16. VS Code's icon font is not used: the page would have to load a file.
 */
const paths: Readonly<Record<CheckStatus, string>> = {
  ok: 'M3 8.5 6.5 12 13 4.5',
  warning: 'M8 1.8 15 14H1L8 1.8ZM8 6v4m0 1.6v.6',
  failed: 'M3.5 3.5l9 9m0-9-9 9',
  skipped: 'M3 8h10',
};

/** Decoration: the status is in words beside it. */
export function statusIcon(status: CheckStatus): Html {
  return new Html(
    `<svg aria-hidden="true" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.6"><path d="${paths[status]}"/></svg>`,
  );
}
