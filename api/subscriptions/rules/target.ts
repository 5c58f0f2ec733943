/** What is subscribed to: one written form for one thing, so that it is subscribed to once. */
import { themes } from '#api/catalog/rules/codes.ts';
import { inLocale, type Locale } from '#api/kernel/words.ts';
import { type Target, targets } from './codes.ts';

/** The choices of the search page that make a search; paging and order do not. */
export const searchNames = ['q', 'theme', 'agency', 'region', 'format', 'update_cycle', 'open_type', 'source'] as const;

/** A search as its canonical query string: known names only, values sorted, nothing empty. */
export function searchValue(query: URLSearchParams): string {
  const out = new URLSearchParams();
  for (const name of searchNames) {
    const values = query
      .getAll(name)
      .flatMap((value) => (name === 'q' ? [value] : value.split(',')))
      .map((value) => value.replace(/\p{Cc}+/gu, ' ').trim())
      .filter((value) => value !== '');
    if (name === 'q') {
      if (values[0] !== undefined) out.append(name, values[0].slice(0, 200));
    } else for (const value of [...new Set(values)].sort().slice(0, 30)) out.append(name, value.slice(0, 100));
  }
  return out.toString();
}

/** The value in its one written form, or null when it cannot be one. Whether the thing exists is asked elsewhere. */
export function canonicalTarget(target: Target, value: string): string | null {
  switch (target) {
    case 'catalogue':
      return '';
    case 'dataset':
      return /^[0-9A-Za-z]{1,20}\/\d{1,12}$/.test(value) ? value : null;
    case 'agency':
      return /^[0-9A-Z]{18}$/.test(value) ? value : null;
    case 'theme':
      return themes.is(value) ? value : null;
    case 'search': {
      const text = searchValue(new URLSearchParams(value));
      return text === '' || text.length > 2000 ? null : text;
    }
  }
}

/** `Theme: transport`; names of datasets and agencies are given by the caller. */
export function targetText(target: Target, value: string, name: string | null, locale: Locale): string {
  const kind = targets.label(target, locale);
  if (target === 'catalogue') return kind;
  const said =
    target === 'theme'
      ? themes.labelOrCode(value, locale)
      : target === 'search'
        ? [...new URLSearchParams(value)].map(([key, one]) => (key === 'q' ? `“${one}”` : one)).join(', ')
        : (name ?? value);
  return `${kind}${locale === 'zh' ? '：' : ': '}${said}`;
}

export const themeText = (theme: string, locale: Locale): string =>
  themes.is(theme) ? inLocale(themes.words[theme], locale) : theme;
