import { Link, redirect } from 'react-router';
import { inventoryOperations, settleBody } from '#api/assets/inventory-contract.ts';
import { differenceKinds, inventoryStates, settlements } from '#api/assets/rules/codes.ts';
import { longestAssetText } from '#api/assets/rules/terms.ts';
import { appContext } from '#app/context.ts';
import { assets } from '#app/i18n/assets.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { HolderName, inventoryTone } from '#app/ui/assets/parts.tsx';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { CheckboxGroup, Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList, Void } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PasswordInput } from '#app/ui/inputs.tsx';
import { NumberText } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.inventories.$id.ts';

export async function loader({ context, params: { id }, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const shown = await orRefusal(() => services.assets.showInventory(ctx, id));
  return { shown, done: url.searchParams.has('done') };
}

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { assets: room } }) => {
    if (form.name === 'sign') {
      const body = form.read(inventoryOperations.signInventory.body);
      await form.once((ctx) => room.signInventory(ctx, id, body));
    } else {
      const body = form.read(settleBody);
      await form.once((ctx) => room.settleDifferences(ctx, id, body));
    }
    return redirect(paths.inventory(id, { done: '1' }));
  });
}

export default function Inventory({ loaderData: { shown: i, done } }: Route.ComponentProps) {
  const t = useT(assets);
  const side = useSide();
  const open = i.lines.filter((one) => one.outcome === null);
  const zh = (text: string) => <span lang="zh-CN">{text}</span>;
  return (
    <>
      <PageHeader
        title={t('inventory_page', { no: i.no })}
        breadcrumb={[
          { label: t('title'), to: paths.assets() },
          { label: t('inventories_title'), to: paths.inventories() },
        ]}
        lead={zh(i.title)}
        meta={
          <>
            <StateDot tone={inventoryTone(i.state, i.late)}>{side(inventoryStates.words[i.state])}</StateDot>
            <HolderName of={i.agency} />
          </>
        }
        actions={
          i.document_id !== null && (
            <>
              <a className="btn" data-look="plain" href={`/api/v1/documents/${i.document_id}/document.pdf`}>
                {t('sheet')}
              </a>
              <Link className="btn" data-look="plain" to={paths.verify(i.document_id)}>
                {t('verify')}
              </Link>
            </>
          )
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('saved')}
        </Notice>
      )}
      {i.counted === null ? (
        <Notice>{t('counting')}</Notice>
      ) : (
        <Section title={t('counted')}>
          <DescriptionList
            facts={[
              { term: t('as_of'), value: <DateText day={i.as_of} /> },
              { term: t('due_on'), value: <DateText day={i.due_on} /> },
              { term: t('cards_counted'), value: i.counted.cards },
              { term: t('entries_counted'), value: i.counted.entries },
              { term: t('files_counted'), value: i.counted.files },
              { term: t('files_equal'), value: i.counted.equal },
              { term: t('bytes'), value: <NumberText value={BigInt(i.counted.bytes)} /> },
              ...(i.signed_by === null ? [] : [{ term: t('signed_by'), value: zh(i.signed_by) }]),
            ]}
          />
        </Section>
      )}
      {i.counted !== null && (
        <Section title={t('differences')}>
          <DataTable
            caption={t('differences')}
            captionHidden
            columns={[
              {
                key: 'kind',
                head: t('difference'),
                kind: 'fixed',
                cell: (row) => side(differenceKinds.words[row.kind]),
              },
              {
                key: 'subject',
                head: t('subject'),
                cell: (row) =>
                  row.card_id === null ? zh(row.subject) : <Link to={paths.asset(row.card_id)}>{zh(row.subject)}</Link>,
              },
              { key: 'expected', head: t('expected'), cell: (row) => zh(short(row.expected)) },
              { key: 'found', head: t('found'), cell: (row) => zh(short(row.found)) },
              {
                key: 'settled',
                head: t('settlement'),
                cell: (row) =>
                  row.outcome === null ? (
                    <Void />
                  ) : (
                    <>
                      {side(settlements.words[row.outcome])} · {zh(row.words ?? '')} · {zh(row.settled_by ?? '')}
                    </>
                  ),
              },
            ]}
            rows={i.lines}
            rowKey={(row) => row.id}
            empty={<Empty title={t('no_difference')}>{i.state === 'settling' && t('no_difference_text')}</Empty>}
          />
        </Section>
      )}
      {i.may_settle && open.length > 0 && (
        <CaseAction name="settle" title={t('settle')} refusal={null}>
          <CheckboxGroup
            name="lines"
            label={t('settle_choose')}
            options={open.map((one) => ({
              value: one.id,
              label: (
                <>
                  {side(differenceKinds.words[one.kind])} · {zh(one.subject)}
                </>
              ),
            }))}
          />
          <Select
            name="outcome"
            label={t('settlement')}
            options={settlements.codes.map((value) => ({ value, label: side(settlements.words[value]) }))}
          />
          <TextArea name="words" label={t('settle_words')} rows={2} limit={longestAssetText} />
          <Button>{t('settle_send')}</Button>
        </CaseAction>
      )}
      {(i.may_sign || i.sign_refusal !== null) && (
        <CaseAction name="sign" title={t('sign')} lead={t('sign_lead')} refusal={i.sign_refusal}>
          <PasswordInput name="password" label={t('password')} />
          <Button>{t('sign')}</Button>
        </CaseAction>
      )}
    </>
  );
}

/** The beginning of a hash says enough in a table; the sheet has it whole. */
const short = (text: string): string => (/^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}…` : text);
