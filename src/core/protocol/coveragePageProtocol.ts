/** What the host tells the coverage page's script: what the page shows from now on, as markup that is safe. */
export interface CoveragePageContent {
  readonly kind: 'content';
  readonly markup: string;
}

/** What the script says as soon as it runs, and again when the page was hidden in between. */
export interface CoveragePageReady {
  readonly command: 'ready';
  /** Where the user is, by the name of IANA; the host may run elsewhere. */
  readonly timeZone: string;
}
