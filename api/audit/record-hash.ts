/** What the database computes in `audit_append`: the parts of a record that make its hash. */
import { sha256 } from '#api/ports/seal/digest.ts';

export interface Hashed {
  readonly prevHash: string;
  readonly seq: string;
  /** Instant as ISO text with milliseconds. */
  readonly at: string;
  readonly canon: string;
}
export const recordHash = ({ prevHash, seq, at, canon }: Hashed): string =>
  sha256(`${prevHash}|${seq}|${at}|${sha256(canon)}`);
