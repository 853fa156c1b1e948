import type { ChartPalette } from '../../core/chart/drawing/chartPalette';

/** VS Code's colours for charts; blue first, since red and yellow look like warnings. */
const seriesColors = ['blue', 'orange', 'green', 'purple', 'red', 'yellow'].map((name) => `--vscode-charts-${name}`);

/** Reads the colours of the theme that is on now, at an element within the notebook. */
export function readThemePalette(element: Element): ChartPalette {
  const style = getComputedStyle(element);
  const valueOf = (...names: readonly string[]): string | undefined =>
    names.map((name) => style.getPropertyValue(name).trim()).find((value) => value !== '');
  const foreground = valueOf('--vscode-charts-foreground', '--vscode-foreground') ?? 'CanvasText';
  const contrast = valueOf('--vscode-contrastBorder');
  const colors = seriesColors.flatMap((name) => valueOf(name) ?? []).map(opaque);
  return {
    colors: colors.length > 0 ? colors : [foreground],
    foreground,
    axis: contrast ?? valueOf('--vscode-charts-lines', '--vscode-descriptionForeground') ?? foreground,
    // The border of high contrast themes would be louder than the values.
    line:
      contrast === undefined
        ? (valueOf('--vscode-panel-border', '--vscode-editorWidget-border') ?? 'transparent')
        : (valueOf('--vscode-charts-lines') ?? contrast),
    background: valueOf('--vscode-notebook-editorBackground', '--vscode-editor-background') ?? 'Canvas',
    // A picture has its font in an attribute, where double quotes would end it.
    fontFamily: (valueOf('--vscode-font-family') ?? 'sans-serif').replaceAll('"', "'"),
    hasPatterns: isHighContrast(),
  };
}

/** VS Code's orange is that of a highlight, and lets two thirds of what is behind it through: too pale for a line. */
function opaque(color: string): string {
  return color.replace(/^rgba\((.+),[^,]+\)$/, 'rgb($1)');
}

/** Calls back after each change of theme, until the signal ends it. */
export function onThemeChange(callback: () => void, signal: AbortSignal): void {
  const observer = new MutationObserver(callback);
  // VS Code writes the kind of the theme on the body, and its colours on the root.
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  signal.addEventListener('abort', () => {
    observer.disconnect();
  });
}

function isHighContrast(): boolean {
  const { classList } = document.body;
  return (
    classList.contains('vscode-high-contrast') ||
    classList.contains('vscode-high-contrast-light') ||
    matchMedia('(forced-colors: active)').matches
  );
}
