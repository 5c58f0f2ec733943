import type { PlanKind } from '#api/products/rules/codes.ts';
import type { PlanTerms } from '#api/products/rules/plan.ts';
import { plans } from '#app/i18n/plans.ts';
import { useT } from '#app/present/words.ts';
import { Select } from '#app/ui/choices.tsx';
import { MoneyInput, NumberInput, TextInput } from '#app/ui/inputs.tsx';

const slots = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

export interface TermFieldsProps {
  readonly kind: PlanKind;
  readonly terms: PlanTerms | null;
  /** A free taste beforehand; of an offer to one buyer there is none. */
  readonly trial?: boolean;
}

/** The fields of one kind of plan and no others, with or without JavaScript. */
export function TermFields({ kind, terms, trial = true }: TermFieldsProps) {
  const t = useT(plans);
  const paid = kind === 'one_off' || kind === 'period' || kind === 'pack';
  const capped = kind === 'period' || kind === 'metered' || kind === 'free';
  const amount = terms !== null && 'amount_fen' in terms ? terms.amount_fen : undefined;
  const cap = terms !== null && 'calls_per_month' in terms ? (terms.calls_per_month ?? undefined) : undefined;
  const pack = terms?.kind === 'pack' ? terms : null;
  const tiers = terms?.kind === 'metered' ? terms.tiers : [];
  return (
    <>
      {paid && (
        <MoneyInput
          name="terms.amount_fen"
          label={t('amount')}
          {...(amount === undefined ? {} : { defaultFen: amount })}
        />
      )}
      {kind === 'period' && (
        <Select
          name="terms.unit"
          label={t('unit_period')}
          options={(['month', 'year'] as const).map((value) => ({ value, label: t(value) }))}
          defaultValue={terms?.kind === 'period' ? terms.unit : ''}
        />
      )}
      {kind === 'pack' && (
        <>
          <NumberInput name="terms.calls" label={t('pack_calls')} defaultValue={pack?.calls} />
          <NumberInput name="terms.days" label={t('pack_days')} defaultValue={pack?.days} />
        </>
      )}
      {kind === 'metered' && (
        <>
          <Select
            name="terms.unit"
            label={t('unit')}
            options={(['call', 'row'] as const).map((value) => ({ value, label: t(value) }))}
            defaultValue={terms?.kind === 'metered' ? terms.unit : ''}
          />
          <p className="help">{t('tiers_help')}</p>
          {slots(Math.max(3, tiers.length + 1)).map((at) => (
            <fieldset key={at} className="flex flex-wrap gap-4">
              <legend>{t('tier', { n: at + 1 })}</legend>
              <NumberInput
                name={`terms.tiers.${at}.up_to`}
                label={t('tier_up_to')}
                optional
                defaultValue={tiers[at]?.up_to ?? undefined}
              />
              <TextInput
                name={`terms.tiers.${at}.rate_yuan`}
                label={t('tier_rate')}
                width="short"
                inputMode="decimal"
                optional={at > 0}
                defaultValue={tiers[at]?.rate_yuan ?? ''}
              />
            </fieldset>
          ))}
        </>
      )}
      {capped && <NumberInput name="terms.calls_per_month" label={t('cap')} optional defaultValue={cap} />}
      {trial && (
        <fieldset className="flex flex-wrap gap-4">
          <legend>{t('trial')}</legend>
          <NumberInput name="terms.trial.calls" label={t('trial_calls')} optional defaultValue={terms?.trial?.calls} />
          <NumberInput
            name="terms.trial.rows"
            label={t('trial_rows_field')}
            optional
            defaultValue={terms?.trial?.rows ?? undefined}
          />
          <NumberInput name="terms.trial.days" label={t('trial_days')} optional defaultValue={terms?.trial?.days} />
        </fieldset>
      )}
    </>
  );
}
