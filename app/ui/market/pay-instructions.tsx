import type { OrderOut } from '#api/orders/view.ts';
import { orders } from '#app/i18n/orders.ts';
import { yuanInput } from '#app/present/format.ts';
import { usePlace } from '#app/present/place.ts';
import { useT } from '#app/present/words.ts';
import { Clock } from '#app/ui/clock.tsx';
import { Copyable } from '#app/ui/copyable.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';

/** Where to transfer what, under which reference and by when; each line can be copied into the bank's form. */
export function PayInstructions({ order: o }: { readonly order: OrderOut }) {
  const t = useT(orders);
  const place = usePlace();
  const how = o.instructions;
  if (how === null || how === undefined) return null;
  const line = (label: string, text: string) => <Copyable text={text} label={label} plain />;
  const { account } = how;
  return (
    <Section id="pay" title={t('pay_title')} lead={t('pay_lead')}>
      {account === null && <Notice tone="warn">{t('pay_no_account', { region: place(o.region_code) })}</Notice>}
      <DescriptionList
        facts={[
          {
            term: t('pay_reference'),
            value: (
              <>
                {line(t('pay_reference'), how.reference)}
                <span className="help">{t('pay_reference_help')}</span>
              </>
            ),
          },
          {
            term: t('pay_amount'),
            value: (
              <>
                <Money fen={how.amount_fen} /> {line(t('pay_amount'), yuanInput(how.amount_fen))}
              </>
            ),
          },
          ...(account === null
            ? []
            : [
                { term: t('pay_account_name'), value: line(t('pay_account_name'), account.account_name) },
                { term: t('pay_bank'), value: line(t('pay_bank'), account.bank_name) },
                { term: t('pay_account_no'), value: line(t('pay_account_no'), account.account_no) },
              ]),
          { term: t('deadline'), value: <Clock due={how.pay_by} left={o.days_left} /> },
        ]}
      />
      <p className="help">{t('waiting_confirmation')}</p>
    </Section>
  );
}
