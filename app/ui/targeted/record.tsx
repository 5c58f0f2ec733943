import { caseActions, fileFormats } from '#api/targeted/rules/codes.ts';
import type { CaseOut } from '#api/targeted/show.ts';
import { targeted } from '#app/i18n/targeted.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Timeline } from '#app/ui/timeline.tsx';

export function Deliveries({ shown }: { readonly shown: CaseOut }) {
  const t = useT(targeted);
  const side = useSide();
  return (
    <DataTable
      caption={t('deliveries')}
      captionHidden
      columns={[
        { key: 'number', head: t('delivery_no'), kind: 'number', cell: (row) => row.number },
        { key: 'at', head: t('at'), kind: 'fixed', cell: (row) => <DateText instant={row.at} /> },
        { key: 'format', head: t('format'), kind: 'fixed', cell: (row) => side(fileFormats.words[row.format]) },
        { key: 'rows', head: t('rows'), kind: 'number', cell: (row) => row.rows },
        { key: 'sha', head: t('checksum'), cell: (row) => <code className="break-all">{row.sha256}</code> },
      ]}
      rows={shown.deliveries}
      rowKey={(row) => String(row.number)}
    />
  );
}

const quiet = new Set(['save']);

export function History({ shown, next }: { readonly shown: CaseOut; readonly next: string | null }) {
  const t = useT(targeted);
  const side = useSide();
  return (
    <Timeline
      events={shown.history
        .filter((one) => !quiet.has(one.action))
        .map((one) => ({
          id: one.id,
          at: one.at,
          who: one.who === null ? t('you') : <span lang="zh-CN">{one.who}</span>,
          what: side(caseActions.words[one.action]),
          say: one.words,
          ...(one.action === 'refuse' || one.action === 'reject' || one.action === 'revoke'
            ? { tone: 'refused' as const }
            : {}),
          ...(one.action === 'grant' || one.action === 'deliver' ? { tone: 'done' as const } : {}),
        }))}
      {...(next === null ? {} : { next })}
    />
  );
}
