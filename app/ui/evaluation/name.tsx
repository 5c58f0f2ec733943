import type { ReactNode } from 'react';
import { useLocale } from '#app/present/words.ts';

/** A name in the reader's language; Chinese is said to be Chinese where there is no English. */
export function Name({ zh, en }: { readonly zh: string; readonly en: string | null }): ReactNode {
  const locale = useLocale();
  if (locale === 'en' && en !== null && en !== '') return en;
  return locale === 'en' ? <span lang="zh-CN">{zh}</span> : zh;
}

/** The same as plain text, for titles and labels. */
export function useName(): (zh: string, en: string | null) => string {
  const locale = useLocale();
  return (zh, en) => (locale === 'en' && en !== null && en !== '' ? en : zh);
}
