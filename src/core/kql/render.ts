/** How `render` wants a result to be shown. */
export interface Render {
  /** `timechart`, `columnchart`... */
  readonly kind: string;
  /** `title`, `xcolumn`... and their values, as texts; a list of columns as names with commas. */
  readonly properties: Readonly<Record<string, string>>;
}
