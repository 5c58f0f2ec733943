import { useId } from 'react';
import type { MyData } from '#api/collection/my-data.ts';
import { myData } from '#app/i18n/my-data.ts';
import { type HolderBox, holderBox, layOutHolders } from '#app/present/holders-layout.ts';
import { fitting } from '#app/present/lineage-layout.ts';
import { useLocale, useT } from '#app/present/words.ts';

/** Who holds, and who uses what they hold. The table below says the same in words. */
export function HoldersPicture({ held }: { readonly held: MyData['held'] }) {
  const t = useT(myData);
  const id = useId();
  const drawn = layOutHolders(held);
  if (drawn === null) return null;
  const { width, height, holders, users, arrows } = drawn;
  const [left] = holders;
  const [right] = users;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="table-region lineage mb-6" aria-label={t('picture')} tabIndex={0}>
      <svg
        role="img"
        aria-labelledby={`${id}-title`}
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        className="lineage-picture"
      >
        <title id={`${id}-title`}>
          {t('picture_title', { holders: holders.length, users: users.length, ways: arrows.length })}
        </title>
        <defs>
          <marker
            id={`${id}-tip`}
            viewBox="0 0 8 8"
            refX="1"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M0 0 8 4 0 8Z" />
          </marker>
        </defs>
        {left !== undefined && (
          <text x={left.x} y="16" className="kind">
            {t('holding')}
          </text>
        )}
        {right !== undefined && (
          <text x={right.x} y="16" className="kind">
            {t('using')}
          </text>
        )}
        {arrows.map((arrow) => (
          <path
            key={arrow.key}
            className="arrow"
            d={arrow.path}
            strokeWidth={arrow.width}
            markerEnd={`url(#${id}-tip)`}
          />
        ))}
        {holders.map((box) => (
          <Unit key={box.unit.id} of={box} note={t('holds_count', { count: box.count })} />
        ))}
        {users.map((box) => (
          <Unit key={box.unit.id} of={box} note={t('uses_count', { count: box.count })} uses />
        ))}
      </svg>
    </section>
  );
}

interface UnitProps {
  readonly of: HolderBox;
  readonly note: string;
  readonly uses?: boolean;
}

function Unit({ of: { unit, x, y }, note, uses = false }: UnitProps) {
  const english = useLocale() === 'en' && unit.name_en !== null;
  const name = english ? (unit.name_en ?? '') : unit.name;
  return (
    <g transform={`translate(${x} ${y})`} data-kind={uses ? 'product' : undefined}>
      <rect width={holderBox.width} height={holderBox.height} rx="2" />
      <text x="10" y="20" {...(english ? {} : { lang: 'zh-CN' })}>
        {fitting(name, 27)}
      </text>
      <text x="10" y="38" className="detail">
        {note}
      </text>
    </g>
  );
}
