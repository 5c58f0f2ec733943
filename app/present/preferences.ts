/** What a reader has set for the eyes: language, large text with high contrast (适老化), table density. Plain cookies, one year. */

export interface Preferences {
  readonly lng: 'zh' | 'en';
  readonly easy: boolean;
  readonly dense: boolean;
}

const allowed = { lng: ['zh', 'en'], easy: ['0', '1'], dense: ['0', '1'] } as const;
export type Preference = keyof typeof allowed;

export function readPreferences(cookie: string | null): Preferences {
  const found = new Map(
    (cookie ?? '').split(';').map((part): [string, string] => {
      const at = part.indexOf('=');
      return [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    }),
  );
  return {
    lng: found.get('lng') === 'en' ? 'en' : 'zh',
    easy: found.get('easy') === '1',
    dense: found.get('dense') === '1',
  };
}

export function preferenceCookie(name: Preference, value: string): string {
  return `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax`;
}

/** The cookies a request to /preferences asks for; values that are not on the list are left out. */
export function askedPreferences(search: URLSearchParams): string[] {
  return (Object.keys(allowed) as Preference[]).flatMap((name) => {
    const value = search.get(name);
    return value !== null && (allowed[name] as readonly string[]).includes(value)
      ? [preferenceCookie(name, value)]
      : [];
  });
}

/** A path on this site to go back to; anything that could lead elsewhere becomes the home page. */
export function safeBack(back: string | null): string {
  if (back === null || !back.startsWith('/')) return '/';
  // Resolved as a browser would: `//host`, `/\host` and control characters all change the origin.
  const base = 'http://localhost';
  if (!URL.canParse(back, base)) return '/';
  const url = new URL(back, base);
  return url.origin === base && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}${url.hash}` : '/';
}
