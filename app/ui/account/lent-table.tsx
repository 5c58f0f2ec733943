import { type Duty, duties as dutyWords } from '#api/organizations/rules/codes.ts';
import { offices } from '#app/i18n/offices.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { StateDot, type Tone } from '#app/ui/state-dot.tsx';

interface Row {
  readonly id: string;
  readonly kind: 'delegation' | 'deputy';
  readonly holder: { readonly display_name: string };
  readonly delegate: { readonly display_name: string };
  readonly duties: readonly Duty[];
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly state: 'in_force' | 'later' | 'resting' | 'ended';
  readonly may_act: boolean;
  readonly may_revoke: boolean;
}

const tones: Readonly<Record<Row['state'], Tone>> = { in_force: 'done', later: 'wait', resting: 'wait', ended: 'off' };

/** Duties lent and received, with what the reader may do about them. */
export function LentTable({ rows }: { readonly rows: readonly Row[] }) {
  const t = useT(offices);
  const side = useSide();
  return (
    <DataTable
      caption={t('given')}
      captionHidden
      rows={rows}
      rowKey={(row) => row.id}
      empty={
        <Empty title={t('none')}>
          <p>{t('none_text')}</p>
        </Empty>
      }
      columns={[
        { key: 'kind', head: t('kind'), cell: (row) => t(row.kind) },
        { key: 'holder', head: t('holder'), cell: (row) => <span lang="zh-CN">{row.holder.display_name}</span> },
        { key: 'delegate', head: t('delegate'), cell: (row) => <span lang="zh-CN">{row.delegate.display_name}</span> },
        {
          key: 'duties',
          head: t('duties'),
          cell: (row) => row.duties.map((duty) => side(dutyWords[duty])).join(' · '),
        },
        {
          key: 'term',
          head: t('term'),
          kind: 'fixed',
          cell: (row) => `${row.valid_from} – ${row.valid_to ?? t('no_end')}`,
        },
        { key: 'state', head: t('state'), cell: (row) => <StateDot tone={tones[row.state]}>{t(row.state)}</StateDot> },
        {
          key: 'do',
          head: t('action'),
          cell: (row) => (
            <>
              {row.may_act && (
                <Form name={`act-${row.id}`} inline>
                  <input type="hidden" name="id" value={row.id} />
                  <Button size="small">{t('act')}</Button>
                </Form>
              )}
              {row.may_revoke && (
                <Form name={`revoke-${row.id}`} inline>
                  <input type="hidden" name="id" value={row.id} />
                  <ConfirmButton look="plain" size="small" title={t('revoke_title')} consequence={t('revoke_text')}>
                    {t('revoke')}
                  </ConfirmButton>
                </Form>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
