import type { ActivationFunction } from 'vscode-notebook-renderer';
import { resultPayloadSchema } from '../core/notebook/resultPayload';
import styles from './renderer.css';
import { createResultView } from './resultView';

/** Draws query results in notebook outputs. It needs nothing from the host but the output itself. */
export const activate: ActivationFunction = () => ({
  renderOutputItem(item, element) {
    const payload = resultPayloadSchema.safeParse(item.json());
    // Each output has a shadow root, so that neither the notebook's styles nor ours leak.
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    if (!payload.success) {
      // Another version wrote it; VS Code then offers the plain text of the same output.
      throw new Error('This version of the extension cannot show the result. Run the cell again.');
    }
    const style = document.createElement('style');
    style.textContent = styles;
    root.replaceChildren(style, createResultView(payload.data));
  },
});
