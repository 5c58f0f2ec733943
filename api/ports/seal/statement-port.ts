/** Short-lived statements of the platform for programs: signed JSON Web Tokens (RFC 7519) under a published key. */

/** A public key as RFC 7517 writes it, with the certificate chain behind it (`x5c`). */
export interface PublicKey {
  readonly kid: string;
  readonly kty: string;
  readonly alg: string;
  readonly use: 'sig';
  readonly x5c: readonly string[];
  readonly [name: string]: unknown;
}

export interface Statement {
  /** Kind of statement, as the header's `typ` (RFC 8725, 3.11): one kind is never taken for another. */
  readonly typ: string;
  readonly issuer: string;
  readonly subject: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** What a token at hand is. `altered`: its form is one of ours and its signature is not. */
export type TokenVerdict =
  | { readonly verdict: 'genuine' | 'expired'; readonly subject: string; readonly issuedAt: Date }
  | { readonly verdict: 'altered' | 'unreadable' };

export interface StatementPort {
  sign(statement: Statement): Promise<string>;
  /** Never throws on text that is no token. */
  check(token: string, expected: { readonly typ: string; readonly issuer: string }): Promise<TokenVerdict>;
  /** The keys that count: the present one first, earlier ones after it. */
  keys(): Promise<readonly PublicKey[]>;
}
