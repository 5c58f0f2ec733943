import {
  correctionAnswers,
  deliveryKinds,
  objectionAnswers,
  objectionRungs,
  sharingActions,
  useKinds,
} from '#api/sharing/rules/codes.ts';
import type { RequestOut } from '#api/sharing/show.ts';
import { agencySharing } from '#app/i18n/agency-sharing.ts';
import { paths } from '#app/paths.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import { UnitName } from './clock-cell.tsx';
import { said } from './facts.tsx';

type Props = { readonly shown: RequestOut };

export function Deliveries({ shown: c }: Props) {
  const t = useT(agencySharing);
  const side = useSide();
  const locale = useLocale();
  const count = (digits: string) => numberText(Number(digits), locale);
  return (
    <DataTable
      caption={t('metered', { n: c.metered.deliveries, rows: count(c.metered.rows) })}
      columns={[
        { key: 'number', head: t('delivery'), kind: 'number', cell: (row) => row.number },
        { key: 'kind', head: t('delivery_kind'), cell: (row) => side(deliveryKinds.words[row.kind]) },
        { key: 'format', head: t('format'), kind: 'fixed', cell: (row) => row.format },
        { key: 'rows', head: t('rows'), kind: 'number', cell: (row) => count(row.rows) },
        { key: 'sha256', head: 'SHA-256', kind: 'fixed', cell: (row) => <code>{row.sha256.slice(0, 12)}</code> },
        {
          key: 'receipt',
          head: t('receipt'),
          cell: (row) =>
            row.receipt === null ? null : c.may.take ? (
              <a href={paths.sharingBatch(c.id, row.number)}>{t('batch_take')}</a>
            ) : (
              row.receipt
            ),
        },
        { key: 'at', head: t('taken_at'), kind: 'fixed', cell: (row) => <DateText instant={row.at} /> },
      ]}
      rows={c.deliveries}
      rowKey={(row) => row.id}
      empty={<Empty title={t('delivered_none')}>{t('delivered_none_text')}</Empty>}
    />
  );
}

export function Uses({ shown: c }: Props) {
  const t = useT(agencySharing);
  const side = useSide();
  return (
    <DataTable
      caption={t('uses')}
      captionHidden
      columns={[
        { key: 'on', head: t('use_on'), kind: 'fixed', cell: (row) => <DateText day={row.on} /> },
        { key: 'kind', head: t('use_kind'), kind: 'fixed', cell: (row) => side(useKinds.words[row.kind]) },
        { key: 'words', head: t('use_words'), cell: (row) => said(row.words) },
        { key: 'keep', head: t('use_keep'), kind: 'fixed', cell: (row) => <DateText day={row.keep_until} /> },
      ]}
      rows={c.uses}
      rowKey={(row) => row.id}
      empty={<Empty title={t('uses_none')}>{t('uses_none_text')}</Empty>}
    />
  );
}

export function Corrections({ shown: c }: Props) {
  const t = useT(agencySharing);
  const side = useSide();
  return (
    <DataTable
      caption={t('corrections')}
      captionHidden
      columns={[
        { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => row.no },
        {
          key: 'record',
          head: t('record'),
          cell: (row) => (
            <>
              {said(row.record)}
              {row.column !== null && <span lang="zh-CN"> {row.column}</span>}
            </>
          ),
        },
        { key: 'wrong', head: t('wrong'), cell: (row) => said(row.wrong) },
        { key: 'right', head: t('right'), cell: (row) => said(row.right) },
        {
          key: 'due',
          head: t('due_on'),
          kind: 'fixed',
          cell: (row) => (
            <>
              <DateText day={row.due_on} />
              {row.late && <> {t('late')}</>}
            </>
          ),
        },
        {
          key: 'answer',
          head: t('answer'),
          cell: (row) =>
            row.outcome === null ? null : (
              <>
                {side(correctionAnswers.words[row.outcome])} {said(row.answer)}
              </>
            ),
        },
      ]}
      rows={c.corrections}
      rowKey={(row) => row.id}
      empty={<Empty title={t('corrections_none')}>{t('corrections_none_text')}</Empty>}
    />
  );
}

export function Objections({ shown: c }: Props) {
  const t = useT(agencySharing);
  const side = useSide();
  return (
    <DataTable
      caption={t('objections')}
      captionHidden
      columns={[
        {
          key: 'rung',
          head: t('rung'),
          cell: (row) => side(objectionRungs.words[String(row.rung) as '1' | '2' | '3']),
        },
        { key: 'body', head: t('body'), cell: (row) => (row.body === null ? null : <UnitName of={row.body} />) },
        { key: 'words', head: t('reason'), cell: (row) => said(row.words) },
        { key: 'due', head: t('due_on'), kind: 'fixed', cell: (row) => <DateText day={row.due_on} /> },
        {
          key: 'answer',
          head: t('answer'),
          cell: (row) =>
            row.outcome === null ? null : (
              <>
                {side(objectionAnswers.words[row.outcome])} {said(row.answer)} {said(row.document_no)}
              </>
            ),
        },
      ]}
      rows={c.objections}
      rowKey={(row) => row.id}
    />
  );
}

const bad: ReadonlySet<string> = new Set(['confirm_refusal', 'suspend', 'end']);
const good: ReadonlySet<string> = new Set(['grant_at_once', 'confirm', 'open', 'resume', 'reinstate', 'reopen']);
const quiet: ReadonlySet<string> = new Set(['save']);

export function History({ shown: c }: Props) {
  const t = useT(agencySharing);
  const side = useSide();
  return (
    <Timeline
      events={c.history
        .filter((one) => !quiet.has(one.action))
        .map((one) => ({
          id: one.id,
          at: one.at,
          who: one.who === null ? t('platform') : <span lang="zh-CN">{one.who}</span>,
          what: side(sharingActions.words[one.action]),
          say: one.words,
          ...(bad.has(one.action) ? { tone: 'refused' as const } : {}),
          ...(good.has(one.action) ? { tone: 'done' as const } : {}),
        }))}
    />
  );
}
