import type { Comparison } from '#api/evaluation/compare.ts';
import { figureUnits, weightChanges } from '#api/evaluation/rules/codes.ts';
import { evaluation } from '#app/i18n/evaluation.ts';
import { useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot, type Tone } from '#app/ui/state-dot.tsx';
import { Name, useName } from './name.tsx';

type Weight = Comparison['weights'][number];
type Trial = NonNullable<Comparison['trial']>;

const tones: Readonly<Record<NonNullable<Weight['change']>, Tone>> = {
  added: 'open',
  dropped: 'refused',
  heavier: 'open',
  lighter: 'open',
  lines: 'open',
  same: 'off',
};

/** A version against the one before: each weight, and what it would have made of the last published results. */
export function SchemeComparison({ of: c }: { readonly of: Comparison }) {
  const t = useT(evaluation);
  const columns = useWeightColumns(c);
  const { before, trial } = c;
  if (before === null) return null;
  const changed = c.weights.filter((one) => one.change !== 'same');
  const same = c.weights.filter((one) => one.change === 'same');
  const lead = t('comparison_lead', { version: before.version, n: changed.length });
  return (
    <>
      <Section
        id="comparison"
        title={t('comparison')}
        lead={
          <>
            {lead} <span lang="zh-CN">{before.document_no}</span>
          </>
        }
      >
        <DataTable
          caption={t('comparison')}
          captionHidden
          columns={columns}
          rows={changed}
          rowKey={(row) => row.code}
          empty={<p>{t('comparison_none')}</p>}
        />
        {same.length > 0 && (
          <details className="more">
            <summary>{t('comparison_same', { n: same.length })}</summary>
            <DataTable
              caption={t('comparison_same', { n: same.length })}
              captionHidden
              columns={columns}
              rows={same}
              rowKey={(row) => row.code}
            />
          </details>
        )}
      </Section>
      {trial !== null && <TrialSection trial={trial} weights={c.weights} />}
    </>
  );
}

function useWeightColumns({ before, version }: Comparison): readonly Column<Weight>[] {
  const t = useT(evaluation);
  const side = useSide();
  return [
    { key: 'name', head: t('indicator'), cell: (row) => <Name zh={row.name} en={row.name_en} /> },
    { key: 'before', head: t('version', { n: before?.version ?? 0 }), kind: 'number', cell: (row) => row.before },
    { key: 'now', head: t('version', { n: version }), kind: 'number', cell: (row) => row.now },
    { key: 'proposed', head: t('proposed'), kind: 'number', cell: (row) => row.proposed },
    {
      key: 'change',
      head: t('change'),
      kind: 'fixed',
      cell: ({ change }) =>
        change === null ? null : <StateDot tone={tones[change]}>{side(weightChanges.words[change])}</StateDot>,
    },
    {
      key: 'lines',
      head: t('lines'),
      kind: 'fixed',
      cell: (row) => <span title={side(figureUnits.words[row.unit])}>{linesOf(row)}</span>,
    },
  ];
}

function linesOf({ unit, lines_before: was, lines_now: is }: Weight): string {
  const sign = unit === 'count' ? '' : unit === 'share' ? '%' : '‰';
  const text = (of: Weight['lines_now']) => (of === null ? '' : `${of.full}${sign} / ${of.floor}${sign}`);
  if (was === null || is === null || text(was) === text(is)) return text(is ?? was);
  return `${text(was)} → ${text(is)}`;
}

function TrialSection({ trial, weights }: { readonly trial: Trial; readonly weights: readonly Weight[] }) {
  const t = useT(evaluation);
  const name = useName();
  const without = trial.without.map((code) => {
    const found = weights.find((one) => one.code === code);
    return found === undefined ? code : name(found.name, found.name_en);
  });
  return (
    <Section id="trial" title={t('trial', { period: trial.period })} lead={t('trial_lead', { no: trial.no })}>
      {without.length > 0 && (
        <p className="help">
          {t('trial_without')} {without.join(t('list_comma'))}
        </p>
      )}
      <DataTable
        caption={t('trial', { period: trial.period })}
        captionHidden
        columns={[
          { key: 'name', head: t('body'), cell: (row) => <Name zh={row.name} en={row.name_en} /> },
          { key: 'score', head: t('trial_score'), kind: 'number', cell: (row) => row.score ?? t('not_judged') },
          { key: 'place', head: t('place'), kind: 'number', cell: (row) => row.place },
          {
            key: 'score_with',
            head: t('trial_score_with'),
            kind: 'number',
            cell: (row) => row.score_with ?? t('not_judged'),
          },
          { key: 'place_with', head: t('trial_place_with'), kind: 'number', cell: (row) => row.place_with },
          { key: 'moved', head: t('trial_moved'), kind: 'number', cell: moved },
        ]}
        rows={trial.bodies}
        rowKey={(row) => row.key}
      />
    </Section>
  );
}

function moved({ place, place_with }: Trial['bodies'][number]): string | null {
  if (place === null || place_with === null) return null;
  const by = place - place_with;
  return by === 0 ? '=' : by > 0 ? `↑ ${by}` : `↓ ${-by}`;
}
