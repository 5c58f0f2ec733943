import type { InspectionState } from '#api/supervision/rules/codes.ts';
import { supervision } from '#app/i18n/supervision.ts';
import { useT } from '#app/present/words.ts';
import { DataTable } from '../data-table.tsx';
import { DateText } from '../date-text.tsx';
import { DescriptionList } from '../description-list.tsx';
import type { Tone } from '../state-dot.tsx';
import { Zh } from './parts.tsx';

export const inspectionTone = (state: InspectionState): Tone =>
  state === 'published' ? 'done' : state === 'cancelled' ? 'off' : state === 'planned' ? 'wait' : 'open';

interface Draw {
  readonly commitment: string | null;
  readonly committed_at: string | null;
  readonly pool_sha256: string | null;
  readonly pool: {
    readonly bodies: readonly { readonly uscc: string; readonly name: string }[];
    readonly inspectors: readonly { readonly number: number }[];
  } | null;
  readonly seed: string | null;
  readonly drawn_at: string | null;
  readonly drawn: readonly { readonly uscc: string; readonly name: string; readonly inspectors: readonly number[] }[];
  readonly script: string | null;
}

/** Everything with which a stranger checks a draw. */
export function DrawFacts({ draw: d }: { readonly draw: Draw }) {
  const t = useT(supervision);
  return (
    <>
      <DescriptionList
        facts={[
          { term: t('commitment'), value: <code className="break-all">{d.commitment}</code> },
          { term: t('committed_at'), value: d.committed_at === null ? null : <DateText instant={d.committed_at} /> },
          { term: t('pool_digest'), value: <code className="break-all">{d.pool_sha256}</code> },
          {
            term: t('pool'),
            value: <Zh>{d.pool?.bodies.map((one) => `${one.name}（${one.uscc}）`).join('\n')}</Zh>,
          },
          { term: t('inspector_numbers'), value: d.pool?.inspectors.map((one) => one.number).join(', ') },
          { term: t('seed'), value: d.seed === null ? t('seed_secret') : <code className="break-all">{d.seed}</code> },
          { term: t('drawn_at'), value: d.drawn_at === null ? null : <DateText instant={d.drawn_at} /> },
        ]}
      />
      {d.drawn.length > 0 && (
        <DataTable
          caption={t('drawn')}
          columns={[
            { key: 'body', head: t('agency'), cell: (row) => <Zh>{row.name}</Zh> },
            { key: 'uscc', head: t('no'), kind: 'fixed', cell: (row) => <code>{row.uscc}</code> },
            { key: 'inspectors', head: t('inspector_numbers'), cell: (row) => row.inspectors.join(', ') },
          ]}
          rows={d.drawn}
          rowKey={(row) => row.uscc}
        />
      )}
      {d.script !== null && (
        <details className="case-action">
          <summary>{t('repeat')}</summary>
          <p className="help">{t('repeat_text')}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
          <pre className="overflow-x-auto" tabIndex={0}>
            <code>{d.script}</code>
          </pre>
        </details>
      )}
    </>
  );
}
