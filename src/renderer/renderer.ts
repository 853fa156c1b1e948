import type { ActivationFunction } from 'vscode-notebook-renderer';
import { resultPayloadSchema } from '../core/notebook/resultPayload';
import chartStyles from './chart/chart.css';
import { RendererHost } from './host/rendererHost';
import styles from './renderer.css';
import { createResultContext } from './view/resultContext';
import { createResultView } from './view/resultView';

/** Draws query results in notebook outputs. Without the extension it shows the rows that are in the output. */
export const activate: ActivationFunction = (context) => {
  const host = RendererHost.connect(context);
  const shown = new Map<string, () => void>();
  const dispose = (id: string): void => {
    shown.get(id)?.();
    shown.delete(id);
  };
  return {
    renderOutputItem(item, element) {
      dispose(item.id);
      const payload = resultPayloadSchema.safeParse(item.json());
      // Each output has a shadow root, so that neither the notebook's styles nor ours leak.
      const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
      root.replaceChildren();
      if (!payload.success) {
        // Another version wrote it; VS Code then offers the plain text of the same output.
        throw new Error('This version of the extension cannot show the result. Run the cell again.');
      }
      const style = document.createElement('style');
      style.textContent = styles + chartStyles;
      root.append(style);
      const gone = new AbortController();
      const view = createResultView(root, createResultContext(payload.data, host, gone.signal));
      shown.set(item.id, () => {
        gone.abort();
        view.destroy();
      });
    },
    disposeOutputItem(id) {
      for (const known of id === undefined ? [...shown.keys()] : [id]) {
        dispose(known);
      }
    },
  };
};
