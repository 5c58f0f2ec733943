import { Copyable } from '../copyable.tsx';

/** A hash of which the beginning shows; the whole is there to be selected and copied. */
export function ShortHash({ hash, label }: { readonly hash: string; readonly label: string }) {
  return (
    <div className="short-hash" title={hash}>
      <Copyable text={hash} label={label} />
    </div>
  );
}
