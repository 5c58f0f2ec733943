import { useId } from 'react';
import { priceGrounds, relationKinds, relationSources } from '#api/market/rules/dealing-codes.ts';
import { marketDealing } from '#app/i18n/market-dealing.ts';
import { box, drawn, type Evidence, percentText } from '#app/present/dealing-layout.ts';
import { dayText, moneyText } from '#app/present/format.ts';
import { fitting } from '#app/present/lineage-layout.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Money } from '#app/ui/money.tsx';

interface Props<E extends Evidence = Evidence> {
  readonly evidence: E;
  readonly names: ReadonlyMap<string, string>;
}
type Of<K extends Evidence['kind']> = Extract<Evidence, { kind: K }>;

/** What a clue rests on: a picture of the ring or chain, and every figure it was computed from. */
export function ClueEvidence({ evidence, names }: Props) {
  switch (evidence.kind) {
    case 'related_buyer':
      return <Chain evidence={evidence} names={names} />;
    case 'circular':
      return <Ring evidence={evidence} names={names} />;
    case 'unusual_price':
      return <Price evidence={evidence} />;
  }
}

function Picture({ evidence, names, words }: Props & { readonly words: readonly string[] }) {
  const t = useT(marketDealing);
  const id = useId();
  const picture = drawn(evidence);
  if (picture === null || evidence.kind === 'unusual_price') return null;
  const ends = evidence.kind === 'related_buyer' ? [evidence.buyer_id, evidence.owner_id] : [];
  const label = t(`picture_${evidence.kind}`);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="table-region lineage my-3" aria-label={label} tabIndex={0}>
      <svg
        role="img"
        aria-labelledby={`${id}-title`}
        viewBox={`0 0 ${picture.width} ${picture.height}`}
        width={picture.width}
        height={picture.height}
        className="lineage-picture dealing-picture"
      >
        <title id={`${id}-title`}>{label}</title>
        <defs>
          <marker id={`${id}-tip`} viewBox="0 0 8 8" refX="1" refY="4" markerWidth="8" markerHeight="8" orient="auto">
            <path d="M0 0 8 4 0 8Z" />
          </marker>
        </defs>
        {picture.arrows.map((arrow) => (
          <path key={arrow.key} className="arrow" d={arrow.path} markerEnd={`url(#${id}-tip)`} />
        ))}
        {picture.boxes.map((one) => (
          <g
            key={one.id}
            data-kind={ends.includes(one.id) ? 'product' : undefined}
            transform={`translate(${one.x} ${one.y})`}
          >
            <rect width={box.width} height={box.height} rx="2" />
            <text x="10" y="27" lang="zh-CN">
              {fitting(names.get(one.id) ?? '', 30)}
            </text>
          </g>
        ))}
        {picture.arrows.map((arrow, at) => (
          <text key={arrow.key} className="on-arrow" x={arrow.x} y={arrow.y - 4} textAnchor="middle">
            {words[at] ?? ''}
          </text>
        ))}
      </svg>
    </section>
  );
}

function Chain({ evidence, names }: Props<Of<'related_buyer'>>) {
  const t = useT(marketDealing);
  const locale = useLocale();
  type Step = Of<'related_buyer'>['chain'][number];
  const columns: readonly Column<Step>[] = [
    {
      key: 'step',
      head: t('step'),
      // As in the picture: from the owner to what is owned, whichever way the chain is walked.
      cell: (one) => {
        const [owner, owned] = one.way === 'up' ? [one.to_id, one.from_id] : [one.from_id, one.to_id];
        return (
          <span lang="zh-CN">
            {names.get(owner)} {one.way === 'same' ? '—' : '→'} {names.get(owned)}
          </span>
        );
      },
    },
    {
      key: 'kind',
      head: t('relation'),
      cell: (one) =>
        `${relationKinds.label(one.kind, locale)}${one.share_ppm === null ? '' : ` · ${percentText(one.share_ppm)}%`}`,
    },
    { key: 'source', head: t('source'), cell: (one) => relationSources.label(one.source, locale) },
    {
      key: 'basis',
      head: t('basis'),
      cell: (one) => (one.basis === '' ? null : <span lang="zh-CN">{one.basis}</span>),
    },
    {
      key: 'valid',
      head: t('valid'),
      kind: 'fixed',
      cell: (one) =>
        `${dayText(one.valid_from, locale)} – ${one.valid_to === null ? t('open_end') : dayText(one.valid_to, locale)}`,
    },
  ];
  return (
    <>
      <p>
        {t('evidence_related_buyer', {
          from: dayText(evidence.from_day, locale),
          to: dayText(evidence.to_day, locale),
          depth: evidence.depth,
        })}
      </p>
      {evidence.chain.length === 0 ? (
        <p>{t('same_party')}</p>
      ) : (
        <>
          <Picture
            evidence={evidence}
            names={names}
            words={evidence.chain.map((one) =>
              one.share_ppm === null ? relationKinds.label(one.kind, locale) : `${percentText(one.share_ppm)}%`,
            )}
          />
          <DataTable
            caption={t('evidence')}
            captionHidden
            columns={columns}
            rows={evidence.chain}
            rowKey={(one) => `${one.relation_id}${one.from_id}`}
          />
        </>
      )}
    </>
  );
}

function Ring({ evidence, names }: Props<Of<'circular'>>) {
  const t = useT(marketDealing);
  type Sale = Of<'circular'>['sales'][number];
  const name = (id: string) => <span lang="zh-CN">{names.get(id)}</span>;
  const columns: readonly Column<Sale>[] = [
    { key: 'order', head: t('order'), kind: 'fixed', cell: (one) => one.order_no },
    { key: 'payer', head: t('payer'), cell: (one) => name(one.payer_id) },
    { key: 'payee', head: t('payee'), cell: (one) => name(one.payee_id) },
    { key: 'amount', head: t('amount'), kind: 'number', cell: (one) => <Money fen={one.amount_fen} /> },
    { key: 'paid', head: t('paid_on'), kind: 'fixed', cell: (one) => <DateText instant={one.paid_at} /> },
  ];
  return (
    <>
      <p>
        {t('evidence_circular', {
          days: evidence.window_days,
          percent: percentText(evidence.tolerance_ppm),
          n: evidence.length,
        })}
      </p>
      <Picture evidence={evidence} names={names} words={evidence.sales.map((one) => moneyText(one.amount_fen))} />
      <DataTable
        caption={t('evidence')}
        captionHidden
        columns={columns}
        rows={evidence.sales}
        rowKey={(one) => one.order_id}
      />
    </>
  );
}

/** So many per cent one amount is of another; whole per cent are enough to read. */
const percentOf = (amount: string, of: string): string => ((BigInt(amount) * 100n) / BigInt(of)).toString();

function Price({ evidence }: { readonly evidence: Of<'unusual_price'> }) {
  const t = useT(marketDealing);
  const locale = useLocale();
  type Peer = Of<'unusual_price'>['peers'][number];
  const columns: readonly Column<Peer>[] = [
    { key: 'order', head: t('order'), kind: 'fixed', cell: (one) => one.order_no },
    { key: 'amount', head: t('amount'), kind: 'number', cell: (one) => <Money fen={one.amount_fen} /> },
    { key: 'paid', head: t('paid_on'), kind: 'fixed', cell: (one) => <DateText instant={one.paid_at} /> },
  ];
  const against = (fen: string | null) =>
    fen === null || fen === '0' ? null : (
      <>
        <Money fen={fen} /> <small>{t('ratio', { percent: percentOf(evidence.amount_fen, fen) })}</small>
      </>
    );
  return (
    <>
      <p>
        {t('evidence_unusual_price', {
          low: percentText(evidence.list_low_ppm),
          high: percentText(evidence.list_high_ppm),
          mlow: percentText(evidence.median_low_ppm),
          mhigh: percentText(evidence.median_high_ppm),
          n: evidence.least_sales,
          days: evidence.days,
        })}
      </p>
      <DescriptionList
        facts={[
          { term: t('price'), value: <Money fen={evidence.amount_fen} /> },
          { term: t('list_price'), value: against(evidence.list_fen) },
          { term: t('median'), value: against(evidence.median_fen) },
          {
            term: t('grounds'),
            value: evidence.grounds.map((one) => priceGrounds.label(one, locale)).join(locale === 'zh' ? '、' : ', '),
          },
        ]}
      />
      {evidence.peers.length > 0 && (
        <details className="mt-3">
          <summary>
            {t('peers')} · {t('peers_n', { n: evidence.peers.length })}
          </summary>
          <DataTable
            caption={t('peers')}
            captionHidden
            columns={columns}
            rows={evidence.peers}
            rowKey={(one) => one.order_no}
          />
        </details>
      )}
    </>
  );
}
