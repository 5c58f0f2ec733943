import { Link } from 'react-router';
import type { CheckOut } from '#api/collection/check.ts';
import { checkParts, differences, knownSources, verdicts } from '#api/collection/rules/codes.ts';
import { collection } from '#app/i18n/collection.ts';
import { paths } from '#app/paths.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { verdictTone } from './tone.ts';
import { UnitName } from './unit-name.tsx';

type Hit = CheckOut['hits'][number];

/** What was set side by side: a picture of the parts, and in words why it is the same or not. */
export function CheckTable({ check }: { readonly check: CheckOut }) {
  const t = useT(collection);
  const side = useSide();
  const locale = useLocale();
  const { element } = check;
  return (
    <>
      {element !== null && (
        <p>
          {t('check_element')}: {locale === 'zh' ? element.name_zh : element.name_en} · {element.representation} ·{' '}
          {element.standard}
          {element.verified ? '' : t('unverified')}
        </p>
      )}
      <p>{t('check_counts', { compared: check.compared, equal: check.equal, likely: check.likely })}</p>
      {check.hits.length > 0 && (
        <DataTable
          caption={t('check_title')}
          captionHidden
          columns={[
            {
              key: 'verdict',
              head: t('verdict'),
              kind: 'fixed',
              cell: (row) => <StateDot tone={verdictTone(row.verdict)}>{side(verdicts.words[row.verdict])}</StateDot>,
            },
            {
              key: 'held',
              head: t('held'),
              cell: (row) => (
                <>
                  <span lang="zh-CN">{row.name}</span>
                  <br />
                  <span className="help">
                    <Source of={row} />
                  </span>
                </>
              ),
            },
            { key: 'by', head: t('held_by'), cell: (row) => <UnitName of={row.agency} /> },
            { key: 'picture', head: t('picture'), kind: 'fixed', cell: (row) => <Bars of={row} /> },
            { key: 'score', head: t('score'), kind: 'number', cell: (row) => row.score },
            {
              key: 'because',
              head: t('because'),
              cell: (row) =>
                row.because.length === 0 ? '—' : row.because.map((one) => side(differences.words[one])).join('; '),
            },
          ]}
          rows={check.hits}
          rowKey={(row) => `${row.entry?.code ?? row.item_no ?? ''} ${row.agency.id} ${row.name}`}
        />
      )}
    </>
  );
}

function Source({ of: hit }: { readonly of: Hit }) {
  const side = useSide();
  if (hit.entry === null)
    return (
      <>
        {side(knownSources.words[hit.source])} {hit.item_no}
      </>
    );
  return (
    <Link to={paths.newSharing({ entry: hit.entry.code })}>
      <span lang="zh-CN">{hit.entry.title}</span> {hit.entry.code}
    </Link>
  );
}

const height = 9;
const gap = 3;

/** One bar a part: its length is the weight, the dark share of it the score. The same stands in words for who cannot see it. */
function Bars({ of: hit }: { readonly of: Hit }) {
  const t = useT(collection);
  const side = useSide();
  const parts = hit.parts
    .map((one) => `${side(checkParts.words[one.part])} ${Math.round(one.score * 100)}%`)
    .join(', ');
  return (
    <svg
      width="110"
      height={hit.parts.length * (height + gap)}
      role="img"
      aria-label={t('picture_label', { name: hit.name, parts })}
    >
      {hit.parts.map((one, at) => (
        <g key={one.part}>
          <title>{`${side(checkParts.words[one.part])}: ${one.ours} / ${one.theirs}`}</title>
          <rect
            x="0.5"
            y={at * (height + gap) + 0.5}
            width={one.weight * 2}
            height={height}
            fill="none"
            stroke="currentColor"
            strokeOpacity="0.5"
          />
          <rect
            x="0.5"
            y={at * (height + gap) + 0.5}
            width={one.weight * 2 * one.score}
            height={height}
            className="split-0"
          />
        </g>
      ))}
    </svg>
  );
}
