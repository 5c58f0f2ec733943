import type { ReactNode } from 'react';
import { figureUnits, indicatorDimensions, standings } from '#api/evaluation/rules/codes.ts';
import type { MarkOut } from '#api/evaluation/show.ts';
import { evaluation } from '#app/i18n/evaluation.ts';
import { useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Void } from '#app/ui/description-list.tsx';
import { Name } from './name.tsx';
import { PointsBar } from './points-bar.tsx';

type Shown = Pick<
  MarkOut,
  'code' | 'name' | 'name_en' | 'dimension' | 'unit' | 'num' | 'den' | 'value' | 'standing' | 'points' | 'out_of'
>;

/** Points with the figures they come from; `name` may lead to the rows. */
export function MarkTable<M extends Shown>({
  marks,
  caption,
  more = [],
  link,
}: {
  readonly marks: readonly M[];
  readonly caption: string;
  readonly more?: readonly Column<M>[];
  /** Where its cases are; null where there are none. */
  readonly link?: (mark: M) => string | null;
}) {
  const t = useT(evaluation);
  const side = useSide();
  const columns: readonly Column<M>[] = [
    {
      key: 'name',
      head: t('indicator'),
      cell: (mark) =>
        link?.(mark) == null ? (
          <Name zh={mark.name} en={mark.name_en} />
        ) : (
          <a href={link(mark) ?? undefined}>
            <Name zh={mark.name} en={mark.name_en} />
          </a>
        ),
    },
    { key: 'dimension', head: t('dimension'), cell: (mark) => side(indicatorDimensions.words[mark.dimension]) },
    { key: 'num_den', head: t('num_den'), kind: 'number', cell: (mark) => `${mark.num} / ${mark.den}` },
    { key: 'value', head: t('value'), kind: 'number', cell: (mark) => <Value of={mark} /> },
    {
      key: 'points',
      head: t('points_of'),
      kind: 'number',
      cell: (mark) => mark.points !== null && <PointsBar points={mark.points} of={mark.out_of} />,
    },
    { key: 'standing', head: t('standing'), cell: (mark) => side(standings.words[mark.standing]) },
    ...more,
  ];
  return <DataTable caption={caption} captionHidden columns={columns} rows={marks} rowKey={(mark) => mark.code} />;
}

export function Value({ of: { unit, value } }: { readonly of: Pick<Shown, 'unit' | 'value'> }): ReactNode {
  const side = useSide();
  if (value === null) return <Void />;
  if (unit === 'share') return `${value}%`;
  return unit === 'count' ? value : <span title={side(figureUnits.words[unit])}>{value}‰</span>;
}
