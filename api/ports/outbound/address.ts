/**
 * Which addresses the house calls on somebody's word. Pure: what a name resolves to is given by the caller. Everything but
 * plain public unicast is refused (IANA special-purpose registries, RFC 6890), so a new special range is closed until opened.
 */
import ipaddr from 'ipaddr.js';

/** Cloud platforms' inner services that live on addresses which are public by the registries. */
const inner = new Set(['168.63.129.16']);

/** True for an address of the public internet, given as text; IPv4 inside IPv6 counts as what it holds. */
export function isPublicAddress(text: string): boolean {
  const bare = text.replace(/^\[|\]$/g, '');
  // A zone names an interface of this machine: nothing public has one.
  if (bare.includes('%') || !ipaddr.isValid(bare)) return false;
  const address = ipaddr.parse(bare);
  if (address.kind() === 'ipv6') {
    const six = address as ipaddr.IPv6;
    if (six.isIPv4MappedAddress()) return isPublicAddress(six.toIPv4Address().toString());
    // 2000::/3 is all the global unicast there is; translations and tunnels within it carry other addresses.
    return ((six.parts[0] ?? 0) & 0xe000) === 0x2000 && six.range() === 'unicast';
  }
  return (address as ipaddr.IPv4).range() === 'unicast' && !inner.has(address.toString());
}

/** True when the host is an address, not a name. */
export const isLiteral = (host: string): boolean => ipaddr.isValid(host.replace(/^\[|\]$/g, ''));

/**
 * Reads what was typed. The URL parser of the platform writes decimal, octal and hexadecimal IPv4 hosts in dotted form
 * (WHATWG URL), so `http://2130706433/` is seen for what it is. Null when it is no address we call at all.
 */
export function readOutbound(text: string, allow: readonly string[] = []): URL | null {
  if (text.length > 2000 || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  if (url.username !== '' || url.password !== '' || url.hostname === '') return null;
  const port = portOf(url);
  if (port !== 80 && port !== 443 && port < 1024 && !isAllowed(url, allow)) return null;
  return url;
}

export const portOf = (url: URL): number =>
  url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);

/** True when the operator named exactly this host and port. */
export const isAllowed = (url: URL, allow: readonly string[]): boolean =>
  allow.includes(`${url.hostname.replace(/\.$/, '')}:${portOf(url)}`);

/** Names that mean this machine or its neighbours whatever a resolver says (RFC 6761, RFC 6762, RFC 8375). */
export function isInnerName(host: string): boolean {
  const name = host.replace(/\.$/, '').toLowerCase();
  return /(^|\.)(localhost|local|internal|home\.arpa|intranet|lan|corp)$/.test(name);
}
