import { Link } from 'react-router';
import type { OrderOut } from '#api/orders/view.ts';
import { purposeKinds } from '#api/products/rules/codes.ts';
import { plans } from '#app/i18n/plans.ts';
import { paths } from '#app/paths.ts';
import { instantText, monthText } from '#app/present/format.ts';
import { priceText } from '#app/present/plan-text.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DescriptionList, type Fact } from '#app/ui/description-list.tsx';
import { PlanName, PlanTermsText, termsOf } from '#app/ui/market/plan-list.tsx';
import { Section } from '#app/ui/section.tsx';

interface Props {
  readonly order: OrderOut;
}

/** Under which plan, from when until when, and how it is stopped. */
export function OrderUse({ order: o }: Props) {
  const t = useT(plans);
  const side = useSide();
  const locale = useLocale();
  const at = (instant: string) => instantText(new Date(instant), locale);
  const { plan } = o;
  const facts: Fact[] = [];
  if (plan !== null && o.bill_of === null)
    facts.push({
      term: t('use_plan'),
      value: (
        <>
          <PlanName plan={plan} /> ({t('version', { n: plan.version })}) ·{' '}
          {o.trial ? t('use_trial') : priceText(termsOf(plan), locale)}
          <PlanTermsText terms={termsOf(plan)} />
        </>
      ),
    });
  if (o.bill_of !== null) {
    facts.push({ term: t('bills'), value: t('use_bill', { month: monthText(o.bill_period ?? '', locale) }) });
    facts.push({ term: t('use_bill_of'), value: <Link to={paths.order(o.bill_of.id)}>{o.bill_of.no}</Link> });
  } else facts.push({ term: t('use_state'), value: t(`access_${o.access}`) });
  if (o.access_from !== null) facts.push({ term: t('use_from'), value: at(o.access_from) });
  if (o.access_from !== null && o.bill_of === null)
    facts.push({ term: t('use_to'), value: o.access_to === null ? t('use_endless') : at(o.access_to) });
  if (o.purpose_kind !== null)
    facts.push({
      term: t('use_purpose'),
      value: (
        <>
          {side(purposeKinds.words[o.purpose_kind])} <span lang="zh-CN">{o.purpose}</span>
        </>
      ),
    });
  if (o.renews_order !== null)
    facts.push({ term: t('use_renews'), value: <Link to={paths.order(o.renews_order.id)}>{o.renews_order.no}</Link> });
  if (o.renewed_by !== null)
    facts.push({ term: t('use_renewed'), value: <Link to={paths.order(o.renewed_by.id)}>{o.renewed_by.no}</Link> });
  if (o.address !== null) facts.push({ term: t('address'), value: <a href={o.address}>{o.address}</a> });
  if (plan !== null && o.bill_of === null && o.side === 'buyer')
    facts.push({ term: t('use_cancel'), value: t(o.trial ? 'use_cancel_trial' : `use_cancel_${plan.kind}`) });
  return (
    <Section id="use" title={t('use_title')}>
      <DescriptionList facts={facts} />
      {(o.gateway || o.bill_of !== null) && (
        <p>
          <LinkButton look="plain" to={paths.orderUse(o.id)}>
            {t(o.bill_of === null ? 'to_use' : 'usage')}
          </LinkButton>
        </p>
      )}
    </Section>
  );
}

/** Renewing, and stopping. */
export function UseActions({ order: o }: Props) {
  const t = useT(plans);
  const locale = useLocale();
  const named = (name: string) => o.actions.find((one) => one.name === name);
  const [renew, setting, end] = [named('renew'), named('set_renewal'), named('end')];
  return (
    <>
      {renew !== undefined && (
        <CaseAction name="renew" title={t('do_renew')} lead={t('renew_lead')} refusal={renew.refusal}>
          <Button look="plain">{t('do_renew')}</Button>
        </CaseAction>
      )}
      {setting !== undefined && (
        <CaseAction
          name="renewal"
          title={t(o.renews ? 'renewal_on' : 'renewal_off')}
          lead={t('order_renew_help')}
          refusal={setting.refusal}
        >
          <input type="hidden" name="renew:boolean" value={o.renews ? 'false' : 'true'} readOnly />
          <Button look="plain">{t(o.renews ? 'do_renewal_off' : 'do_renewal_on')}</Button>
        </CaseAction>
      )}
      {end !== undefined && (
        <CaseAction name="end" title={t('do_end')} refusal={end.refusal}>
          <ConfirmButton
            look="warn"
            title={t('end_question', { title: (locale === 'en' ? o.product_title_en : null) ?? o.product_title })}
            consequence={t('end_consequence')}
          >
            {t('do_end')}
          </ConfirmButton>
        </CaseAction>
      )}
    </>
  );
}
