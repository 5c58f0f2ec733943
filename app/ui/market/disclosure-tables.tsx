import type { DisclosureOut } from '#api/market/disclosures/service.ts';
import { type DisclosureTable, disclosureTables, tablesOf } from '#api/market/rules/disclosure.ts';
import { productKinds } from '#api/products/rules/codes.ts';
import { marketDisclosures } from '#app/i18n/market-disclosures.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Section } from '#app/ui/section.tsx';

type Row = Readonly<Record<string, string>>;

/** The tables that a role discloses, each under its own heading. */
export function DisclosureTables({ content }: { readonly content: DisclosureOut['content'] }) {
  const side = useSide();
  return tablesOf[content.role].map((table) => (
    <Section key={table} title={side(disclosureTables[table].title)}>
      <OneTable table={table} rows={content.tables[table] ?? []} />
    </Section>
  ));
}

function OneTable({ table, rows }: { readonly table: DisclosureTable; readonly rows: readonly Row[] }) {
  const t = useT(marketDisclosures);
  const side = useSide();
  const locale = useLocale();
  const { title, columns } = disclosureTables[table];
  const shown: readonly Column<Row>[] = Object.entries(columns).map(([name, head]) => ({
    key: name,
    head: side(head),
    kind: /yuan|sales|deliveries/.test(name) ? 'number' : /_no$|_on$|from|to|code/.test(name) ? 'fixed' : 'text',
    cell: (row) =>
      name === 'kind' ? productKinds.labelOrCode(row[name] ?? '', locale) : <span lang="zh-CN">{row[name]}</span>,
  }));
  return (
    <DataTable
      caption={side(title)}
      captionHidden
      columns={shown}
      rows={rows}
      rowKey={(row) => JSON.stringify(row)}
      empty={<Empty title={t('empty_table')} />}
    />
  );
}
