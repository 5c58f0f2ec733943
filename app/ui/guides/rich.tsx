import { Fragment } from 'react';
import { Link } from 'react-router';

const marks = /`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** A sentence of a guide: `code` between back ticks, [words](address) as a link. Nothing else is marked up. */
export function Rich({ children }: { readonly children: string }) {
  const found = [...children.matchAll(marks)];
  const ends = found.map((one) => one.index + one[0].length);
  return (
    <>
      {found.map(([, code, words, to = ''], at) => (
        <Fragment key={ends[at]}>
          {children.slice(ends[at - 1] ?? 0, found[at]?.index)}
          {code === undefined ? <Link to={to}>{words}</Link> : <code>{code}</code>}
        </Fragment>
      ))}
      {children.slice(ends.at(-1) ?? 0)}
    </>
  );
}
