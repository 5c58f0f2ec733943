import { Link } from 'react-router';
import type { AssetContent } from '#api/assets/contract.ts';
import {
  acquisitionWays,
  assetFields,
  assetRights,
  assetTests,
  grades,
  safetyResults,
  storageLocations,
  updateCycles,
  valuationMethods,
  yesNo,
} from '#api/assets/rules/codes.ts';
import type { CardOut } from '#api/assets/show.ts';
import { assets } from '#app/i18n/assets.ts';
import { paths } from '#app/paths.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList, Void } from '#app/ui/description-list.tsx';
import { Money, NumberText } from '#app/ui/money.tsx';

const said = (text: string) => (text === '' ? <Void /> : <span lang="zh-CN">{text}</span>);
const money = (fen: string) => (fen === '' ? <Void /> : <Money fen={fen} />);

/** What a card says, to be read. */
export function ContentFacts({ content: c }: { readonly content: AssetContent }) {
  const side = useSide();
  const locale = useLocale();
  const label = (field: keyof typeof assetFields.words) => side(assetFields.words[field]);
  const day = (text: string) => (text === '' ? <Void /> : dayText(text, locale));
  return (
    <DescriptionList
      facts={[
        { term: label('name'), value: said(c.name) },
        {
          term: label('entries'),
          value: c.entries.map((code) => (
            <span key={code}>
              <Link to={paths.dataset(code)}>{code}</Link>{' '}
            </span>
          )),
        },
        ...assetTests.codes.map((code) => {
          const { holds, reason } = c.tests[code];
          return {
            term: side(assetTests.words[code]),
            value:
              holds === null ? (
                <Void />
              ) : (
                <>
                  {side(yesNo.words[holds])} <span lang="zh-CN">{reason}</span>
                </>
              ),
          };
        }),
        { term: label('rights'), value: c.rights.map((one) => side(assetRights.words[one])).join(' · ') || <Void /> },
        { term: label('rights_basis'), value: said(c.rights_basis) },
        {
          term: label('acquisition'),
          value: c.acquisition === null ? <Void /> : side(acquisitionWays.words[c.acquisition]),
        },
        { term: label('source_legality'), value: said(c.source_legality) },
        { term: label('cost_collection_fen'), value: money(c.cost_collection_fen) },
        { term: label('cost_governance_fen'), value: money(c.cost_governance_fen) },
        { term: label('cost_storage_fen'), value: money(c.cost_storage_fen) },
        {
          term: label('valuation_fen'),
          value:
            c.valuation_fen === '' ? (
              <Void />
            ) : (
              <>
                <Money fen={c.valuation_fen} />
                {c.valuation_method !== null && ` · ${side(valuationMethods.words[c.valuation_method])}`}
                {` · ${dayText(c.valued_on, locale)} · `}
                <span lang="zh-CN">{c.valuation_report}</span>
              </>
            ),
        },
        { term: label('grade'), value: c.grade === null ? <Void /> : side(grades.words[c.grade]) },
        {
          term: label('location'),
          value:
            c.location === null ? (
              <Void />
            ) : (
              <>
                {side(storageLocations.words[c.location])} <span lang="zh-CN">{c.location_detail}</span>
              </>
            ),
        },
        { term: label('custodian'), value: said(c.custodian) },
        { term: label('coverage'), value: said(c.coverage) },
        {
          term: label('update_cycle'),
          value: c.update_cycle === null ? <Void /> : side(updateCycles.words[c.update_cycle]),
        },
        { term: label('scenario'), value: said(c.scenario) },
        {
          term: label('safety_result'),
          value: c.safety_result === null ? <Void /> : side(safetyResults.words[c.safety_result]),
        },
        { term: label('safety_on'), value: day(c.safety_on) },
        { term: label('safety_report'), value: said(c.safety_report) },
      ]}
    />
  );
}

/** The scale of the data behind the card. */
export function ScaleFacts({ card }: { readonly card: CardOut }) {
  const t = useT(assets);
  return (
    <>
      <DataTable
        caption={t('scale')}
        captionHidden
        columns={[
          {
            key: 'code',
            head: t('entry'),
            kind: 'fixed',
            cell: (row) => <Link to={paths.dataset(row.code)}>{row.code}</Link>,
          },
          { key: 'title', head: t('name'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
          { key: 'version', head: t('version'), kind: 'number', cell: (row) => row.version },
          { key: 'tables', head: t('tables'), kind: 'number', cell: (row) => row.tables },
          { key: 'rows', head: t('rows'), kind: 'number', cell: (row) => <NumberText value={BigInt(row.rows)} /> },
          { key: 'fields', head: t('fields'), kind: 'number', cell: (row) => row.fields },
          { key: 'bytes', head: t('bytes'), kind: 'number', cell: (row) => <NumberText value={BigInt(row.bytes)} /> },
          {
            key: 'span',
            head: t('span'),
            kind: 'fixed',
            cell: (row) => (row.from === null ? <Void /> : `${row.from} – ${row.to}`),
          },
        ]}
        rows={card.facts}
        rowKey={(row) => row.code}
      />
      <DescriptionList
        facts={[
          {
            term: t('evidence'),
            value: card.evidence_sha256 === null ? <Void /> : <span className="hash">{card.evidence_sha256}</span>,
          },
          {
            term: t('facts_at'),
            value: card.facts_at === null ? <Void /> : <DateText instant={card.facts_at} />,
          },
        ]}
      />
    </>
  );
}
