import { createHash } from 'node:crypto';

/** Lower-case hexadecimal SHA-256 of bytes, or of a text in UTF-8. */
export const sha256 = (of: string | Uint8Array): string => createHash('sha256').update(of).digest('hex');
