import { useLocale } from '#app/present/words.ts';

/** The name of an agency in the reader's language, and marked where it is Chinese on an English page. */
export function UnitName({ of: unit }: { readonly of: { readonly name: string; readonly name_en: string | null } }) {
  const locale = useLocale();
  if (locale === 'en' && unit.name_en !== null) return unit.name_en;
  return <span lang="zh-CN">{unit.name}</span>;
}
