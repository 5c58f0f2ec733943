/** Compact and flattened JSON Web Signatures (RFC 7515): how a signed text is written down and read again. */

export interface JwsParts {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: string;
  /** The bytes that are signed: ASCII of the first two parts and the dot between. */
  readonly signed: string;
  /** Base64url. */
  readonly signature: string;
}

const part = /^[A-Za-z0-9_-]+$/;

export const jwsHeader = (chain: readonly string[]) => ({ alg: 'RS256', typ: 'JWS', cty: 'json', x5c: chain }) as const;

/** `encode` and `decode` are base64url of UTF-8; they are the caller's, for rules touch no platform. */
export function readJws(text: string, decode: (part: string) => string): JwsParts | null {
  const compact = compactOf(text.trim());
  const parts = compact?.split('.') ?? [];
  const [head = '', payload = '', signature = ''] = parts;
  if (parts.length !== 3 || ![head, payload, signature].every((one) => part.test(one))) return null;
  try {
    const header: unknown = JSON.parse(decode(head));
    if (typeof header !== 'object' || header === null || Array.isArray(header)) return null;
    return { header: header as JwsParts['header'], payload: decode(payload), signed: `${head}.${payload}`, signature };
  } catch {
    return null;
  }
}

/** A compact text as it is; a JSON in the flattened form of section 7.2.2, or one that holds the compact text as `jws`. */
function compactOf(text: string): string | null {
  if (!text.startsWith('{')) return text;
  try {
    const { protected: head, payload, signature, jws } = JSON.parse(text) as Record<string, unknown>;
    if (typeof jws === 'string') return jws;
    const all = [head, payload, signature];
    return all.every((one) => typeof one === 'string') ? all.join('.') : null;
  } catch {
    return null;
  }
}

export function flattened(compact: string): string {
  const [head = '', payload = '', signature = ''] = compact.split('.');
  return `${JSON.stringify({ protected: head, payload, signature }, null, 2)}\n`;
}
