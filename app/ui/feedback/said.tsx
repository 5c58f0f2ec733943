import { useLocale } from '#app/present/words.ts';

/** What people wrote, in whatever language: marked as Chinese on an English page where it is. */
export function Said({ children }: { readonly children: string }) {
  const foreign = useLocale() === 'en' && /\p{Script=Han}/u.test(children);
  return foreign ? <span lang="zh-CN">{children}</span> : children;
}

/** The same with its line breaks. */
export function SaidText({ children }: { readonly children: string }) {
  return (
    <span className="whitespace-pre-line">
      <Said>{children}</Said>
    </span>
  );
}
