import type { z } from 'zod';
import type { factsOut, sampleOut } from '#api/products/plans-contract.ts';
import { apiModes, deliveryWays } from '#api/products/rules/codes.ts';
import type { ProductOut } from '#api/products/view.ts';
import { plans } from '#app/i18n/plans.ts';
import { numberText } from '#app/present/format.ts';
import { basisPrice } from '#app/present/plan-text.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DescriptionList, type Fact } from '#app/ui/description-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';

type Facts = z.infer<typeof factsOut>;

/** What a product says of itself by its kind, how it is delivered, and how an API is called. */
export function ProductFacts({ product: p, base }: { readonly product: ProductOut; readonly base: string }) {
  const t = useT(plans);
  const side = useSide();
  const locale = useLocale();
  const facts: Fact[] = [
    { term: t('delivery'), value: side(deliveryWays.words[p.delivery]) },
    ...(p.facts === null ? [] : factLines(p.facts, t, side)),
    ...(p.table === null
      ? []
      : [
          { term: t('rows'), value: numberText(BigInt(p.table.rows), locale) },
          {
            term: t('columns'),
            value: (
              <span lang="zh-CN">{p.table.columns.map(({ name }) => name).join(locale === 'zh' ? '、' : ', ')}</span>
            ),
          },
        ]),
  ];
  return (
    <Section id="facts" title={t('facts')} margin>
      <DescriptionList facts={facts} />
      {p.delivery === 'external' && (
        <Notice tone="warn" title={t('external_title')}>
          {t('external_text')}
        </Notice>
      )}
      {p.delivery === 'gateway' && <HowToCall product={p} base={base} />}
    </Section>
  );
}

function factLines(facts: Facts, t: ReturnType<typeof useT<typeof plans>>, side: ReturnType<typeof useSide>): Fact[] {
  const said = (text: string) => (
    <span lang="zh-CN" className="whitespace-pre-line">
      {text}
    </span>
  );
  switch (facts.kind) {
    case 'dataset':
      return [
        ...(facts.format === null ? [] : [{ term: t('format'), value: facts.format }]),
        ...(facts.update === null ? [] : [{ term: t('update'), value: said(facts.update) }]),
      ];
    case 'report':
      return [{ term: t('pages'), value: facts.pages }];
    case 'model':
      return (['training_sources', 'intended_use', 'limits', 'metrics'] as const).map((name) => ({
        term: t(name),
        value: said(facts[name]),
      }));
    case 'application':
      return [{ term: t('address'), value: facts.address === '' ? t('address_after') : facts.address }];
    case 'api':
      return [
        { term: t('mode'), value: side(apiModes.words[facts.mode]) },
        ...(facts.mode === 'external' ? [{ term: t('external_url'), value: facts.external_url }] : []),
        ...(facts.openapi === null
          ? []
          : [
              {
                term: t('openapi_shown'),
                value: (
                  <details>
                    <summary>OpenAPI 3</summary>
                    <pre lang="zh-CN">{facts.openapi}</pre>
                  </details>
                ),
              },
            ]),
      ];
  }
}

function HowToCall({ product: p, base }: { readonly product: ProductOut; readonly base: string }) {
  const t = useT(plans);
  const facts = p.facts?.kind === 'api' ? p.facts : null;
  const addresses =
    facts?.mode === 'upstream'
      ? facts.endpoints.map((one) => ({
          method: one.method,
          url: `${base}/gateway/${p.no}/call/${one.name}`,
          description: one.description,
        }))
      : [{ method: 'GET', url: `${base}/gateway/${p.no}/rows?limit=100`, description: '' }];
  return (
    <Notice title={t('call_title')}>
      <p>{t('call_lead')}</p>
      {addresses.map((one) => (
        <p key={one.url} className="break-all">
          <code>
            {one.method} {one.url}
          </code>
          {one.description !== '' && (
            <>
              {' '}
              <span lang="zh-CN">{one.description}</span>
            </>
          )}
        </p>
      ))}
    </Notice>
  );
}

type Sample = z.infer<typeof sampleOut>;

/** The first rows of a dataset, to look at before buying. */
export function ProductSample({ sample }: { readonly sample: Sample }) {
  const t = useT(plans);
  const locale = useLocale();
  const rows = sample.rows.map((cells, at) => ({ at, cells }));
  return (
    <Section
      id="sample"
      title={t('sample')}
      lead={t('sample_lead', { n: rows.length, total: numberText(BigInt(sample.total_rows), locale) })}
      margin
    >
      <div lang="zh-CN">
        <DataTable
          caption={t('sample')}
          captionHidden
          columns={sample.columns.map((column, at) => ({
            key: String(at),
            head: column.name,
            cell: (row: (typeof rows)[number]) => row.cells[at],
          }))}
          rows={rows}
          rowKey={(row) => String(row.at)}
        />
      </div>
    </Section>
  );
}

export function CeilingLines({ product: p }: { readonly product: ProductOut }) {
  const t = useT(plans);
  const locale = useLocale();
  if (p.ceilings.length === 0) return null;
  return (
    <Section id="ceilings" title={t('ceilings')} lead={t('ceilings_lead')} margin>
      <ul>
        {p.ceilings.map((one) => (
          <li key={one.id}>
            {t('ceiling_text', {
              price: basisPrice(one.ceiling_yuan, one.basis, locale),
              no: one.document_no,
              from: one.valid_from,
              to: one.valid_to,
            })}
          </li>
        ))}
      </ul>
    </Section>
  );
}
