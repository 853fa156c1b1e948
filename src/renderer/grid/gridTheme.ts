import { createTheme, iconSetQuartzRegular, type Theme } from 'ag-grid-community';

/** Pixels; rows of one height let a million of them be scrolled. */
export const rowHeight = 24;
export const headerHeight = 28;

/** The look of the grid: colours of the user's theme only. */
export function gridTheme(): Theme {
  const line = { color: 'var(--grid-line)', width: 1, style: 'solid' } as const;
  return createTheme()
    .withPart(iconSetQuartzRegular)
    .withParams({
      accentColor: 'var(--vscode-focusBorder)',
      backgroundColor: 'var(--vscode-editor-background)',
      borderColor: 'var(--grid-line)',
      borderRadius: 0,
      browserColorScheme: 'inherit',
      cellHorizontalPadding: 8,
      columnBorder: line,
      dragAndDropImageBackgroundColor: 'var(--vscode-editorWidget-background)',
      dragAndDropImageBorder: line,
      focusShadow: 'none',
      fontFamily: 'var(--vscode-editor-font-family)',
      fontSize: 'var(--vscode-editor-font-size, 12px)',
      foregroundColor: 'var(--vscode-foreground)',
      headerBackgroundColor: 'var(--vscode-editorWidget-background, var(--vscode-editor-background))',
      headerColumnBorder: line,
      headerColumnResizeHandleColor: 'var(--grid-line)',
      headerFontFamily: 'var(--vscode-font-family)',
      headerFontSize: 'var(--vscode-font-size, 12px)',
      headerFontWeight: 600,
      headerHeight,
      headerRowBorder: line,
      headerTextColor: 'var(--vscode-foreground)',
      iconSize: 14,
      oddRowBackgroundColor: 'var(--vscode-editor-background)',
      pinnedColumnBorder: { color: 'var(--vscode-focusBorder)', width: 1, style: 'solid' },
      rowBorder: line,
      rowHeight,
      rowHoverColor: 'var(--vscode-list-hoverBackground)',
      spacing: 6,
      wrapperBorder: line,
      wrapperBorderRadius: 0,
    });
}
