import { redirect } from 'react-router';
import { transferBody } from '#api/assets/contract.ts';
import { entryMoves } from '#api/assets/rules/codes.ts';
import { longestAssetText } from '#api/assets/rules/terms.ts';
import { appContext } from '#app/context.ts';
import { assets } from '#app/i18n/assets.ts';
import { paths } from '#app/paths.ts';
import { assetSides } from '#app/present/asset-sides.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { AssetTabs } from '#app/ui/assets/parts.tsx';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup, RadioGroup, Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.assets.transfer.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { organization } = requireViewer(ctx, url);
  const from = url.searchParams.get('from') ?? '';
  const list = await orRefusal(() => services.assets.listAssets(ctx, { page: 1, page_size: 100, state: 'registered' }));
  return {
    from,
    done: url.searchParams.get('done'),
    entries: url.searchParams.get('entries'),
    trigger: url.searchParams.get('trigger'),
    sides: assetSides(ctx),
    agencies: (await services.organizations.listAgencies(ctx, organization.regionCode)).items,
    cards: list.items.filter((one) => one.holder.uscc === from && one.open_case === null),
  };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const body = form.read(transferBody);
    const { no, entries, trigger } = await form.once((ctx) => services.assets.transferAssets(ctx, body));
    return redirect(
      paths.assetTransfer({ done: no, ...(entries > 0 ? { entries } : {}), ...(trigger === null ? {} : { trigger }) }),
    );
  });
}

export default function Transfer({
  loaderData: { from, done, entries, trigger, sides, agencies, cards },
}: Route.ComponentProps) {
  const t = useT(assets);
  const side = useSide();
  const units = agencies.map((one) => ({ value: one.uscc, label: side([one.name, one.name_en ?? one.name]) }));
  return (
    <>
      <PageHeader
        title={t('transfer_title')}
        lead={t('transfer_lead')}
        breadcrumb={[{ label: t('title'), to: paths.assets() }]}
      />
      <AssetTabs current="transfer" sides={sides} />
      {done !== null && (
        <Notice tone="success" live>
          {t('transfer_done', { no: done })} {entries !== null && t('transfer_moved', { n: entries })}
          {trigger !== null && t('transfer_asked', { no: trigger })}
        </Notice>
      )}
      <Form method="get" inline action={paths.assetTransfer()}>
        <Select name="from" label={t('transfer_from')} options={units} defaultValue={from} />
        <Button look="plain">{t('transfer_show')}</Button>
      </Form>
      {from === '' ? (
        <p className="help">{t('transfer_choose')}</p>
      ) : cards.length === 0 ? (
        <Empty title={t('transfer_none')} />
      ) : (
        <Section title={t('transfer_cards')}>
          <Form>
            <input type="hidden" name="from" value={from} />
            <CheckboxGroup
              name="cards"
              label={t('transfer_cards')}
              options={cards.map((one) => ({
                value: one.id,
                label: (
                  <>
                    <span lang="zh-CN">{one.name}</span> {one.code}
                  </>
                ),
              }))}
            />
            <Select name="to" label={t('transfer_to')} options={units.filter((one) => one.value !== from)} />
            <TextInput name="document_no" label={t('transfer_document')} width="medium" />
            <RadioGroup
              name="entries"
              label={t('transfer_entries')}
              defaultValue="move"
              options={entryMoves.codes.map((value) => ({ value, label: side(entryMoves.words[value]) }))}
            />
            <DateInput name="effective_on" label={t('transfer_on')} />
            <TextArea name="reason" label={t('transfer_reason')} rows={2} limit={longestAssetText} />
            <ConfirmButton title={t('transfer_title')} consequence={t('transfer_lead')}>
              {t('transfer_send')}
            </ConfirmButton>
          </Form>
        </Section>
      )}
    </>
  );
}
