import { paths } from '#app/paths.ts';

/** The page asked for before the sign-in; only a way within this site: an address elsewhere would make it a trap. */
export function wayBack(url: URL, otherwise: string = paths.work()): string {
  return ownWay(url.searchParams.get('next')) ?? otherwise;
}

export function ownWay(next: string | null): string | null {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : null;
}
