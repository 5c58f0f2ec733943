import { Link } from 'react-router';
import { type Placement, placements } from '#api/bases/rules/codes.ts';
import { bases } from '#app/i18n/bases.ts';
import { paths } from '#app/paths.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { UnitName } from '#app/ui/sharing/clock-cell.tsx';
import { StateDot, type Tone } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

export interface CatalogueRow {
  readonly id: string;
  readonly state: Placement;
  readonly reason: string;
  readonly opinion: string;
  readonly code: string;
  readonly title: string;
  readonly published: boolean;
  readonly provider: { readonly name: string; readonly name_en: string | null };
  readonly may_decide: boolean;
}

const tones: Readonly<Record<Placement, Tone>> = {
  offered: 'open',
  compiled: 'done',
  declined: 'refused',
  removed: 'off',
};

/** What belongs to a base or topic, with what waits for whoever may decide on it. */
export function SetCatalogue({ rows, edit }: { readonly rows: readonly CatalogueRow[]; readonly edit: boolean }) {
  const t = useT(bases);
  const side = useSide();
  return (
    <>
      <DataTable
        caption={t('catalogue')}
        captionHidden
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          <Empty title={t('catalogue_empty')}>
            <p>{t('catalogue_empty_text')}</p>
          </Empty>
        }
        columns={[
          {
            key: 'title',
            head: t('name'),
            cell: (row) =>
              row.published ? (
                <Link to={paths.dataset(row.code)} lang="zh-CN">
                  {row.title}
                </Link>
              ) : (
                <span lang="zh-CN">{row.title}</span>
              ),
          },
          { key: 'code', head: t('entry_code'), kind: 'fixed', cell: (row) => row.code },
          { key: 'provider', head: t('provider'), cell: (row) => <UnitName of={row.provider} /> },
          {
            key: 'state',
            head: t('state'),
            cell: (row) => <StateDot tone={tones[row.state]}>{side(placements.words[row.state])}</StateDot>,
          },
          {
            key: 'reason',
            head: t('reason'),
            cell: (row) => <span lang="zh-CN">{row.opinion === '' ? row.reason : row.opinion}</span>,
          },
        ]}
      />
      {rows
        .filter((row) => row.may_decide)
        .map((row) => (
          <CaseAction key={row.id} name={`decide-${row.id}`} title={row.title} lead={row.reason} refusal={null}>
            <input type="hidden" name="id" value={row.id} />
            <TextArea name="opinion" label={t('opinion')} rows={2} limit={600} />
            <div className="actions">
              <Button name="intent" value="compile">
                {t('compile')}
              </Button>
              <Button name="intent" value="decline" look="plain">
                {t('decline')}
              </Button>
            </div>
          </CaseAction>
        ))}
      {edit &&
        rows
          .filter((row) => row.state === 'compiled')
          .map((row) => (
            <CaseAction
              key={row.id}
              name={`remove-${row.id}`}
              title={`${t('remove')} ${row.code}`}
              refusal={null}
              folded
            >
              <input type="hidden" name="id" value={row.id} />
              <TextArea name="reason" label={t('reason')} rows={2} limit={600} />
              <ConfirmButton look="plain" title={t('remove_title', { name: row.title })} consequence={t('remove_text')}>
                {t('remove')}
              </ConfirmButton>
            </CaseAction>
          ))}
    </>
  );
}
