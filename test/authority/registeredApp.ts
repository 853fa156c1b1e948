/** An app registration, as far as signing in depends on it. */
export interface RegisteredApp {
  readonly clientId: string;
  readonly secret?: string;
  readonly isSecretExpired?: boolean;
  /** PEM of the certificates that were uploaded. */
  readonly certificates?: readonly string[];
  /** It is registered in another tenant, and nobody consented to it here. */
  readonly isForeign?: boolean;
  /** An administrator granted its permissions; true where it is absent. */
  readonly hasConsent?: boolean;
  /** What its tokens allow, of the app itself or for the user; both permissions of the feed where it is absent. */
  readonly permissions?: readonly string[];
  /** Audience of its tokens in place of the one that is asked for. */
  readonly audience?: string;
}
