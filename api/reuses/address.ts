import { isInnerName, isLiteral, isPublicAddress, readOutbound } from '#api/ports/outbound/address.ts';
import { refuse } from './rules/refusals.ts';

/**
 * The address in its written form. The platform never calls it, readers do: so it leads out of the house, encrypted, to a
 * host with a public name. Refuses `reuses.bad_address`.
 */
export function checkAddress(text: string): string {
  const url = readOutbound(text);
  const host = url?.hostname ?? '';
  const outside = isLiteral(host) ? isPublicAddress(host) : host.includes('.') && !isInnerName(host);
  if (url === null || url.protocol !== 'https:' || !outside) {
    const { zh, en } = refuse.table['reuses.bad_address'];
    throw refuse('reuses.bad_address', {}, [{ path: 'url', zh, en }]);
  }
  return url.href;
}
