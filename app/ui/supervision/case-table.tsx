import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { caseStates, paperKinds } from '#api/supervision/rules/codes.ts';
import type { CaseLine } from '#api/supervision/show.ts';
import { supervision } from '#app/i18n/supervision.ts';
import { paths } from '#app/paths.ts';
import { useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '../data-table.tsx';
import { DateText } from '../date-text.tsx';
import { orVoid } from '../description-list.tsx';
import { StateDot } from '../state-dot.tsx';
import { CircumstanceName, caseTone, DueText, UnitName, Zh } from './parts.tsx';

interface Props {
  readonly caption: string;
  readonly rows: readonly CaseLine[];
  /** Whether the agency is named: not where all are the viewer's own. */
  readonly agency: boolean;
  readonly empty: ReactNode;
}

export function CaseTable({ caption, rows, agency, empty }: Props) {
  const t = useT(supervision);
  const side = useSide();
  const columns: readonly Column<CaseLine>[] = [
    {
      key: 'no',
      head: t('no'),
      kind: 'fixed',
      cell: (row) => <Link to={paths.supervisionCase(row.id)}>{row.no}</Link>,
    },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <StateDot tone={caseTone(row.state, row.clock?.tone === 'late')}>{side(caseStates.words[row.state])}</StateDot>
      ),
    },
    { key: 'due', head: t('clock'), kind: 'fixed', cell: (row) => <DueText clock={row.clock} /> },
    ...(agency ? [{ key: 'agency', head: t('agency'), cell: (row: CaseLine) => <UnitName of={row.agency} /> }] : []),
    { key: 'title', head: t('subject'), cell: (row) => <Zh>{row.title}</Zh> },
    { key: 'circumstance', head: t('circumstance'), cell: (row) => <CircumstanceName code={row.circumstance} /> },
    {
      key: 'papers',
      head: t('papers'),
      cell: (row) => orVoid(row.papers.map((kind) => side(paperKinds.words[kind])).join(' · ')),
    },
    { key: 'opened', head: t('opened'), kind: 'fixed', cell: (row) => <DateText instant={row.opened_at} /> },
  ];
  return (
    <DataTable caption={caption} captionHidden columns={columns} rows={rows} rowKey={(row) => row.id} empty={empty} />
  );
}
