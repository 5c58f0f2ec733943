import type { EnterpriseFile } from '#api/licensing/file.ts';
import { credentialKinds, itemStates } from '#api/licensing/rules/kind-codes.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { itemTone } from './check-list.tsx';

interface Line {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly paper: EnterpriseFile['credentials'][number] | EnterpriseFile['representatives'][number];
}

/** Papers or representatives with their standing; identity only as masked. */
export function PaperTable({
  file,
  what,
}: {
  readonly file: EnterpriseFile;
  readonly what: 'credentials' | 'representatives';
}) {
  const t = useT(licensingKinds);
  const side = useSide();
  const locale = useLocale();
  const rows: readonly Line[] =
    what === 'credentials'
      ? file.credentials.map((paper) => ({
          id: paper.id,
          title: side(credentialKinds.words[paper.kind]),
          about: `${paper.number} · ${paper.issuer}`,
          paper,
        }))
      : file.representatives.map((paper) => ({
          id: paper.id,
          title: paper.masked_name,
          about: paper.masked_number,
          paper,
        }));
  const columns: readonly Column<Line>[] = [
    {
      key: 'title',
      head: t(what === 'credentials' ? 'paper_kind' : 'person_name'),
      cell: (row) => <span lang={what === 'credentials' ? undefined : 'zh-CN'}>{row.title}</span>,
    },
    { key: 'about', head: t('number'), cell: (row) => <span lang="zh-CN">{row.about}</span> },
    {
      key: 'valid',
      head: t('valid'),
      kind: 'fixed',
      cell: ({ paper }) =>
        `${dayText(paper.valid_from, locale)} – ${paper.valid_to === null ? '' : dayText(paper.valid_to, locale)}`,
    },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: ({ paper }) => (
        <StateDot tone={itemTone[paper.standing]}>{side(itemStates.words[paper.standing])}</StateDot>
      ),
    },
    {
      key: 'checked',
      head: t('checked'),
      cell: ({ paper }) =>
        paper.checked_by === null ? null : (
          <span lang="zh-CN">
            {paper.checked_by}: {paper.opinion}
          </span>
        ),
    },
    { key: 'hash', head: t('hash'), cell: ({ paper }) => <span className="hash">{paper.sha256.slice(0, 16)}…</span> },
  ];
  return (
    <DataTable
      caption={t(what)}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      empty={<Empty title={t(`${what}_none`)}>{t(`${what}_none_text`)}</Empty>}
    />
  );
}
