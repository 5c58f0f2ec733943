import type { Sketch as SketchData } from '#api/datasets/sketch.ts';
import { portal } from '#app/i18n/portal.ts';
import { useT } from '#app/present/words.ts';

const height = 32;
const bar = 4;

/** The spread of one column beside the name of its table: the data is the picture. */
export function Sketch({ sketch: { column, counts } }: { readonly sketch: SketchData }) {
  const t = useT(portal);
  const most = Math.max(1, ...counts);
  const width = counts.length * bar;
  return (
    <div className="sketch">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('sketch', { column })}
        focusable="false"
      >
        {counts.map((count, at) => {
          const tall = count === 0 ? 0 : Math.max(1, (count / most) * height);
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
              key={at}
              x={at * bar}
              y={height - tall}
              width={bar - 0.8}
              height={tall}
            />
          );
        })}
      </svg>
      <small aria-hidden="true">{column}</small>
    </div>
  );
}
