import { Fragment } from 'react';
import { useLocale } from '#app/present/words.ts';

/** Chinese with what stands between it: digits, points, brackets. A word in Latin letters ends it. */
const runs = /\p{Script=Han}(?:[^A-Za-z]*[\p{Script=Han}\u3001-\u303f\uff01-\uff5e])?/gu;

/**
 * A line that may hold a title somebody gave beside words of the page. On an English page what is Chinese in it is marked so
 * (WCAG 3.1.2), and nothing else is.
 */
export function Mixed({ children }: { readonly children: string }) {
  if (useLocale() === 'zh') return children;
  const found = [...children.matchAll(runs)];
  if (found.length === 0) return children;
  const ends = found.map((run) => run.index + run[0].length);
  return (
    <>
      {found.map((run, at) => (
        <Fragment key={run.index}>
          {children.slice(ends[at - 1] ?? 0, run.index)}
          <span lang="zh-CN">{run[0]}</span>
        </Fragment>
      ))}
      {children.slice(ends.at(-1))}
    </>
  );
}
