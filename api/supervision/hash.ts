import { canonicalJson } from '#api/kernel/canonical.ts';
import { sha256 } from '#api/ports/seal/digest.ts';

/** Over the canonical text (RFC 8785): whoever has the evidence can compute it again. */
export const hashOf = (value: unknown): string => sha256(canonicalJson(value as never));
