import { Link } from 'react-router';
import { boardQuery, caseQuery } from '#api/supervision/contract.ts';
import { caseStates, circumstances } from '#api/supervision/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { supervision } from '#app/i18n/supervision.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList, Void } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { CaseTable } from '#app/ui/supervision/case-table.tsx';
import { ToneDot, UnitName } from '#app/ui/supervision/parts.tsx';
import type { Route } from './+types/w.supervision._index.ts';

/** The department sees its board; an agency what is on file about itself. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  if (!services.supervision.maySupervise(ctx)) {
    const own = await orRefusal(() => services.supervision.listCases(ctx, caseQuery.parse({ page_size: 100 })));
    return { own, board: null };
  }
  const query = boardQuery.catch({}).parse(Object.fromEntries(url.searchParams));
  return { own: null, board: await orRefusal(() => services.supervision.showBoard(ctx, query)) };
}

export default function Supervision({ loaderData: { own, board } }: Route.ComponentProps) {
  const t = useT(supervision);
  const side = useSide();
  if (board === null)
    return (
      <>
        <PageHeader
          title={t('title')}
          lead={t('own_lead')}
          actions={
            <LinkButton look="plain" to={paths.inspections()}>
              {t('to_inspections')}
            </LinkButton>
          }
        />
        <CaseTable
          caption={t('title')}
          rows={own?.items ?? []}
          agency={false}
          empty={<Empty title={t('own_none')}>{t('own_none_text')}</Empty>}
        />
      </>
    );
  const { counts } = board;
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <LinkButton to={paths.supervisionClues()}>{t('to_clues')}</LinkButton>
            <LinkButton look="plain" to={paths.supervisionCases()}>
              {t('to_cases')}
            </LinkButton>
            <LinkButton look="plain" to={paths.inspections()}>
              {t('to_inspections')}
            </LinkButton>
            <LinkButton look="plain" to={paths.supervisionRules()}>
              {t('to_rules')}
            </LinkButton>
            <a className="btn" data-look="plain" href="/api/v1/supervision/figures.csv" download>
              {t('csv')}
            </a>
          </>
        }
      />
      <DescriptionList
        columns={2}
        facts={[
          { term: t('n_clues'), value: String(counts.clues) },
          { term: t('n_open'), value: String(counts.open) },
          { term: t('n_late'), value: counts.late === 0 ? '0' : <ToneDot tone="late">{counts.late}</ToneDot> },
          { term: t('n_due'), value: counts.due === 0 ? '0' : <ToneDot tone="due">{counts.due}</ToneDot> },
          { term: t('n_closed'), value: String(counts.closed) },
        ]}
      />
      <Section title={t('board_title')} lead={t('board_note')}>
        <DataTable
          caption={t('board_title')}
          captionHidden
          columns={[
            {
              key: 'agency',
              head: t('agency'),
              cell: (row) => (
                <Link to={paths.supervisionCases({ agency: row.agency.id })}>
                  <UnitName of={row.agency} />
                </Link>
              ),
            },
            { key: 'tone', head: t('standing'), kind: 'fixed', cell: (row) => <ToneDot tone={row.tone} /> },
            ...circumstances.codes.map((code) => ({
              key: `c${code}`,
              head: `(${code})`,
              kind: 'fixed' as const,
              cell: (row: (typeof board.agencies)[number]) => {
                const cell = row.cells[code];
                if (cell === undefined) return <Void />;
                return (
                  <Link to={paths.supervisionClues({ agency: row.agency.id, circumstance: code })}>
                    <ToneDot tone={cell.tone}>
                      {cell.cases} + {cell.clues}
                    </ToneDot>
                  </Link>
                );
              },
            })),
            {
              key: 'due',
              head: t('next_due'),
              kind: 'fixed',
              cell: (row) => (row.next_due === null ? <Void /> : <DateText day={row.next_due} />),
            },
          ]}
          rows={board.agencies}
          rowKey={(row) => row.agency.id}
          empty={<Empty title={t('board_empty')}>{t('board_empty_text')}</Empty>}
        />
        <ol className="help">
          {circumstances.codes.map((code) => (
            <li key={code}>
              ({code}) {side(circumstances.words[code])}
            </li>
          ))}
        </ol>
      </Section>
      {Object.keys(board.stages).length > 0 && (
        <Section title={t('stages')}>
          <DescriptionList
            columns={2}
            facts={caseStates.codes
              .filter((state) => (board.stages[state] ?? 0) > 0)
              .map((state) => ({
                term: side(caseStates.words[state]),
                value: <Link to={paths.supervisionCases({ state })}>{board.stages[state]}</Link>,
              }))}
          />
        </Section>
      )}
    </>
  );
}
