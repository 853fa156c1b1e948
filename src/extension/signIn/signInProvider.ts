import type { Connection } from '../../core/api/connection';

/** Who a connection is signed in as. */
export interface SignedIn {
  /** Name of the account, or of the app that signs in as itself. */
  readonly account: string;
  /** What will keep it from signing in, in words: a certificate that expires. */
  readonly warning?: string;
}

/** One way to sign in. */
export interface SignInProvider {
  /** Without a prompt; undefined if nobody is signed in. */
  findAccount(connection: Connection): Promise<SignedIn | undefined>;
  /**
   * Prompts, so only for a user's click.
   *
   * @throws `vscode.CancellationError` if the user leaves
   */
  signIn(connection: Connection): Promise<void>;
  /** Forgets the account of this connection, or its secret. */
  signOut(connection: Connection): Promise<void>;
}
