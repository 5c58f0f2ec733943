import { Link } from 'react-router';
import { reuseKinds } from '#api/reuses/rules/codes.ts';
import type { OwnReuse } from '#api/reuses/show.ts';
import { reuses } from '#app/i18n/reuses.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Clock } from '../clock.tsx';
import type { Column } from '../data-table.tsx';
import { Given } from '../dataset/given.tsx';
import { DateText } from '../date-text.tsx';

/** The columns of a list of reuses, as its author and as its department see it; what only one of them sees stands between. */
export function useReuseColumns(
  to: (id: string) => string,
  between: readonly Column<OwnReuse>[],
): readonly Column<OwnReuse>[] {
  const t = useT(reuses);
  const locale = useLocale();
  return [
    {
      key: 'title',
      head: t('name'),
      cell: (row) => (
        <Link to={to(row.id)}>
          <Given>{row.title}</Given>
        </Link>
      ),
    },
    { key: 'kind', head: t('kind'), cell: (row) => reuseKinds.label(row.kind, locale) },
    ...between,
    { key: 'sent', head: t('sent'), kind: 'fixed', cell: (row) => <DateText instant={row.submitted_at} /> },
    {
      key: 'due',
      head: t('due'),
      kind: 'fixed',
      cell: (row) => (row.due_on === null ? null : <Clock due={row.due_on} left={row.days_left} />),
    },
  ];
}
