import { useLocale } from '#app/present/words.ts';

/** Text the agency gave, which is Chinese: marked so where the page is not. */
export function Given({ children }: { readonly children: string }) {
  return useLocale() === 'zh' ? children : <span lang="zh-CN">{children}</span>;
}

/** The same as paragraphs. */
export function GivenText({ children }: { readonly children: string }) {
  const lang = useLocale() === 'zh' ? undefined : 'zh-CN';
  return children
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => (
      <p key={line} lang={lang}>
        {line}
      </p>
    ));
}
