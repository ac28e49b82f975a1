/** How long a browser keeps its session after it last changed. */
export const SESSION_DAYS = 30;

/** What the sealed cookie holds. Small, and nothing that must be revocable: an account's session is a row (see accounts). */
export interface SessionContent {
  /** Secret of the CSRF tokens. */
  csrf?: string;
  /** Token of a sign-in session; only its hash is stored. */
  signIn?: string;
  /** A participant without an account: this browser's id and display name. */
  guest?: { id: string; name: string };
  /** A sign-in that waits for its code. */
  pendingSignIn?: { email: string; next: string | null };
  /** Shown on the next page, once. */
  flash?: string;
  /** Receipts of proposals sent from this browser, newest last, so that their author sees them as own. At most 20. */
  receipts?: string[];
  /** Private links of proposals that were keyed in here, to be printed for their authors; newest last. At most 6. */
  keyed?: { proposalId: string; secret: string }[];
}

declare module '@fastify/secure-session' {
  interface SessionData extends SessionContent {}
}
