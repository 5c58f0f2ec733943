import type { z } from 'zod';
import { duties as dutyWords } from '#api/organizations/rules/codes.ts';
import type { memberOut } from '#api/people/contract.ts';
import { security } from '#app/i18n/security.ts';
import { useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';

export type Member = z.output<typeof memberOut>;

export function MembersTable({ items }: { readonly items: readonly Member[] }) {
  const t = useT(security);
  const side = useSide();
  const columns: readonly Column<Member>[] = [
    {
      key: 'name',
      head: t('name'),
      cell: (row) => (
        <>
          {row.display_name} {row.disabled && <StateDot tone="off">{t('disabled')}</StateDot>}
          <span className="help block">{row.login}</span>
        </>
      ),
    },
    {
      key: 'duties',
      head: t('duties'),
      cell: (row) =>
        row.duties.length === 0 ? t('no_duties') : row.duties.map((duty) => side(dutyWords[duty])).join('、'),
    },
    {
      key: 'factor',
      head: t('factor'),
      kind: 'fixed',
      cell: (row) => (
        <StateDot tone={row.second_factor ? 'done' : 'wait'}>
          {t(row.second_factor ? 'factor_on' : 'factor_off')}
        </StateDot>
      ),
    },
    {
      key: 'last',
      head: t('last_seen'),
      kind: 'fixed',
      cell: (row) => (row.last_seen_at === null ? t('never') : <DateText instant={row.last_seen_at} />),
    },
  ];
  return (
    <DataTable
      caption={t('members')}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(row) => row.id}
      empty={null}
    />
  );
}
