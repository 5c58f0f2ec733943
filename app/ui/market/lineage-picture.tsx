import { useId } from 'react';
import { Link } from 'react-router';
import type { LineageOut } from '#api/market/lineage/service.ts';
import { lineageKinds } from '#api/market/rules/codes.ts';
import { marketLineage } from '#app/i18n/market-lineage.ts';
import { box, fitting, layOut } from '#app/present/lineage-layout.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';

type Node = LineageOut['nodes'][number];

/** The graph as a picture, and the same as a table for whoever cannot see it. */
export function LineagePicture({ lineage }: { readonly lineage: LineageOut }) {
  const t = useT(marketLineage);
  const locale = useLocale();
  const id = useId();
  const { width, height, boxes, arrows } = layOut(lineage);
  const label = useLabel();
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="table-region lineage" aria-label={t('picture')} tabIndex={0}>
        <svg
          role="img"
          aria-labelledby={`${id}-title`}
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          height={height}
          className="lineage-picture"
        >
          <title id={`${id}-title`}>{t('picture')}</title>
          <defs>
            <marker id={`${id}-tip`} viewBox="0 0 8 8" refX="1" refY="4" markerWidth="8" markerHeight="8" orient="auto">
              <path d="M0 0 8 4 0 8Z" />
            </marker>
          </defs>
          {arrows.map((arrow) => (
            <path key={arrow.key} className="arrow" d={arrow.path} markerEnd={`url(#${id}-tip)`} />
          ))}
          {boxes.map(({ node, x, y }) => (
            <g
              key={node.id}
              data-kind={node.kind}
              data-warned={node.warned || undefined}
              transform={`translate(${x} ${y})`}
            >
              <rect width={box.width} height={box.height} rx="2" />
              <text x="10" y="16" className="kind">
                {`${lineageKinds.label(node.kind, locale)}${node.warned ? ` · ${t('warned')}` : ''}`}
              </text>
              <text x="10" y="34">
                {fitting(label(node))}
              </text>
              <text x="10" y="50" className="detail">
                {node.kind === 'order' ? '' : fitting(node.detail, 28)}
              </text>
            </g>
          ))}
        </svg>
      </section>
      <details className="mt-3">
        <summary>{t('table')}</summary>
        <LineageTable lineage={lineage} />
      </details>
    </>
  );
}

function useLabel(): (node: Node) => string {
  const t = useT(marketLineage);
  const english = useLocale() === 'en';
  return (node) =>
    node.kind === 'order'
      ? t('sold', { count: Number(node.detail) })
      : english
        ? (node.label_en ?? node.label)
        : node.label;
}

function LineageTable({ lineage }: { readonly lineage: LineageOut }) {
  const t = useT(marketLineage);
  const locale = useLocale();
  const label = useLabel();
  const byId = new Map(lineage.nodes.map((node) => [node.id, node]));
  const columns: readonly Column<Node>[] = [
    { key: 'what', head: t('what'), kind: 'fixed', cell: (row) => lineageKinds.label(row.kind, locale) },
    {
      key: 'name',
      head: t('name'),
      cell: (row) => (
        <>
          {row.path === null ? label(row) : <Link to={row.path}>{label(row)}</Link>}
          {row.warned && ` (${t('warned')})`}
        </>
      ),
    },
    { key: 'detail', head: t('detail'), kind: 'fixed', cell: (row) => (row.kind === 'order' ? '' : row.detail) },
    {
      key: 'from',
      head: t('from'),
      cell: (row) =>
        lineage.edges
          .filter((edge) => edge.to === row.id)
          .map((edge) => byId.get(edge.from)?.detail ?? '')
          .join('; ') || t('none'),
    },
  ];
  return (
    <DataTable caption={t('title')} captionHidden columns={columns} rows={lineage.nodes} rowKey={(row) => row.id} />
  );
}
