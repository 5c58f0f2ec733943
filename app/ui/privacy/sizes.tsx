import type { ReportFacts } from '#api/deidentification/show.ts';
import { privacy } from '#app/i18n/privacy.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';

type Figures = ReportFacts['after'];

/** Lower ends as the engine counts them. */
const ends = [1, 2, 3, 5, 10, 20, 50, 100, 1000] as const;

export interface GroupSizesProps {
  readonly before: Figures;
  readonly after: Figures;
  /** The k demanded; null where nothing is. */
  readonly k: number | null;
}

/** How rows spread over classes of equal quasi-identifiers, before and after; classes under the k demanded stand out. */
export function GroupSizes({ before, after, k }: GroupSizesProps) {
  const t = useT(privacy);
  const locale = useLocale();
  const n = (value: number) => numberText(value, locale);
  const rowsOf = (figures: Figures, from: number) => figures.sizes.find((one) => one.from === from)?.rows ?? 0;
  const rows = ends
    .map((from, at) => ({
      from,
      to: (ends[at + 1] ?? Number.POSITIVE_INFINITY) - 1,
      before: rowsOf(before, from),
      after: rowsOf(after, from),
      // Bins begin at the usual thresholds; a k between two ends marks the bin it parts.
      short: k !== null && from < k,
    }))
    .filter((one) => one.before > 0 || one.after > 0 || one.short);
  const total = Math.max(1, before.rows, after.rows);
  const label = ({ from, to }: (typeof rows)[number]) =>
    to === from ? n(from) : Number.isFinite(to) ? `${n(from)}–${n(to)}` : t('size_from', { n: n(from) });
  return (
    <DataTable
      caption={t('sizes')}
      {...(k === null ? {} : { note: t('sizes_note', { k }) })}
      rows={rows}
      rowKey={(row) => String(row.from)}
      columns={[
        {
          key: 'size',
          head: t('size_head'),
          kind: 'fixed',
          cell: (row) => (
            <>
              {label(row)}
              {row.short && <small className="short-mark">{t('size_short')}</small>}
            </>
          ),
        },
        {
          key: 'before',
          head: t('before'),
          kind: 'number',
          cell: (row) => <Bar rows={row.before} total={total} text={n(row.before)} tone="before" short={row.short} />,
        },
        {
          key: 'after',
          head: t('after'),
          kind: 'number',
          cell: (row) => <Bar rows={row.after} total={total} text={n(row.after)} tone="after" short={row.short} />,
        },
      ]}
    />
  );
}

interface BarProps {
  readonly rows: number;
  readonly total: number;
  readonly text: string;
  readonly tone: 'before' | 'after';
  readonly short: boolean;
}

/** The number says it, the bar shows it. */
function Bar({ rows, total, text, tone, short }: BarProps) {
  const width = rows === 0 ? 0 : Math.max(1, (rows / total) * 100);
  return (
    <span className="size-bar">
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect className="of" width="100" height="10" />
        <rect data-tone={tone} data-short={short || undefined} width={width} height="10" />
      </svg>
      <span>{text}</span>
    </span>
  );
}
