import { orders } from '#app/i18n/orders.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, MoneyInput, TextInput } from '#app/ui/inputs.tsx';

/** One line of the bank slip, in the order in which a slip is read; Enter sends it. */
export function ReceiptForm({ reference, today }: { readonly reference: string; readonly today: string }) {
  const t = useT(orders);
  return (
    // A link from the list fills in another reference: a new form, not the old one with its typed text.
    <Form name="confirm" key={reference}>
      <TextInput
        name="reference"
        label={t('slip_reference')}
        help={t('slip_reference_help')}
        width="medium"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        defaultValue={reference}
      />
      <MoneyInput name="amount_fen" label={t('slip_amount')} autoComplete="off" />
      <TextInput name="bank_serial" label={t('slip_serial')} width="medium" autoComplete="off" spellCheck={false} />
      <TextInput name="payer_name" label={t('slip_payer')} autoComplete="off" maxLength={120} />
      <DateInput name="value_date" label={t('slip_day')} defaultValue={today} max={today} />
      <div className="actions">
        <Button>{t('slip_send')}</Button>
      </div>
    </Form>
  );
}
