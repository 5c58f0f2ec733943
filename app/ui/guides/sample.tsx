import { Copyable } from '../copyable.tsx';

/** Code to take along; Chinese in it (titles, purposes) is marked as such on an English page. */
export function Sample({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <figure className="snippet" lang={/\p{Script=Han}/u.test(text) ? 'zh-CN' : undefined}>
      <figcaption className="help">{name}</figcaption>
      <Copyable text={text} label={name} />
    </figure>
  );
}
