/**
 * Time that a third party vouches for: RFC 3161 tokens over a SHA-256. The adapter of the house is the platform's own
 * authority, which shows that no later clock was used but is no third party; papers must say which of the two spoke.
 */
export interface TimestampPort {
  /** `platform`: the platform's own clock and key. `outside`: an authority that is not the platform. */
  readonly operatedBy: 'platform' | 'outside';
  /**
   * DER of a TimeStampToken over the digest (32 bytes), already checked against `roots`.
   * Throws `StampUnavailable`; the caller signs without and asks again later.
   */
  stamp(sha256: Uint8Array): Promise<Uint8Array>;
  /** Judges a token over that digest against `roots`; never throws, whatever the bytes are. */
  check(token: Uint8Array, sha256: Uint8Array): Promise<StampReport>;
  /** Roots (PEM) whose tokens count, the platform's own always among them. */
  roots(): Promise<readonly string[]>;
}

/** No token could be had. The reason names neither address nor credentials. */
export class StampUnavailable extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`no timestamp: ${reason}`, options);
    this.name = 'StampUnavailable';
  }
}

/** One thing that is wrong with a token; each has its own test. */
export type StampFault =
  | 'token_unreadable'
  | 'imprint_mismatch'
  | 'token_signature_mismatch'
  | 'authority_unknown'
  | 'authority_not_for_timestamps'
  | 'authority_not_valid_then';

export interface StampReport {
  readonly at: Date | null;
  /** The organisation of the authority's certificate. */
  readonly authority: string | null;
  readonly serial: string | null;
  readonly faults: readonly StampFault[];
}
