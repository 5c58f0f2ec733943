import {
  feeBases,
  newDataParties,
  purposes,
  quotaMeasures,
  quotaWindows,
  subLicences,
} from '#api/agreements/rules/codes.ts';
import { ownershipShares } from '#api/agreements/rules/shares.ts';
import type { AgreementOut } from '#api/agreements/view.ts';
import { regions } from '#api/kernel/regions.ts';
import { agreements } from '#app/i18n/agreements.ts';
import { percentInput } from '#app/present/shares.ts';
import { useSide, useT } from '#app/present/words.ts';
import { CheckboxGroup, RadioGroup, Select } from '#app/ui/choices.tsx';
import { MoneyInput, NumberInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

interface Props {
  readonly terms: AgreementOut['terms'];
}
const limit = 4000;

export function UseFields({ terms }: Props) {
  const t = useT(agreements);
  const side = useSide();
  return (
    <>
      <CheckboxGroup
        name="terms.purpose.codes"
        label={t('purpose')}
        help={t('purpose_help')}
        optional
        defaultValues={terms.purpose.codes}
        options={purposes.codes.map((code) => ({ value: code, label: side(purposes.words[code]) }))}
      />
      <TextArea
        name="terms.purpose.words"
        label={t('purpose_words')}
        optional
        rows={2}
        limit={limit}
        defaultValue={terms.purpose.words}
      />
      <CheckboxGroup
        name="terms.region.codes"
        label={t('territory')}
        help={t('territory_help')}
        optional
        defaultValues={terms.region.codes}
        options={regions.codes.map((code) => ({ value: code, label: side(regions.words[code]) }))}
      />
      <TextArea
        name="terms.region.words"
        label={t('territory_words')}
        optional
        rows={2}
        limit={limit}
        defaultValue={terms.region.words}
      />
    </>
  );
}

export function QuotaFields({ terms }: Props) {
  const t = useT(agreements);
  const side = useSide();
  return (
    <>
      <p className="help">{t('quota_help')}</p>
      {quotaMeasures.codes.map((measure) => (
        <fieldset className="grid gap-3" key={measure}>
          <legend>{side(quotaMeasures.words[measure])}</legend>
          <div className="filter-form">
            {quotaWindows.codes.map((window) => (
              <NumberInput
                key={window}
                name={`terms.quota.${measure}.${window}`}
                label={side(quotaWindows.words[window])}
                optional
                defaultValue={terms.quota[measure][window] ?? ''}
              />
            ))}
          </div>
        </fieldset>
      ))}
    </>
  );
}

export function SubLicenceFields({ terms }: Props) {
  const t = useT(agreements);
  const side = useSide();
  return (
    <>
      <RadioGroup
        name="terms.sublicence.mode"
        label={t('sublicence_mode')}
        defaultValue={terms.sublicence.mode}
        options={subLicences.codes.map((code) => ({ value: code, label: side(subLicences.words[code]) }))}
      />
      <TextArea
        name="terms.sublicence.words"
        label={t('ownership_words')}
        optional
        rows={2}
        limit={limit}
        defaultValue={terms.sublicence.words}
      />
    </>
  );
}

/** Parts of the new data, in per cent; blank where one side owns all. */
export function PartFields({ terms }: Props) {
  const t = useT(agreements);
  const side = useSide();
  const saved = terms.ownership.owner === 'joint' ? ownershipShares(terms.ownership) : [];
  return (
    <fieldset className="grid gap-3">
      <legend>{t('parts')}</legend>
      <p className="help">{t('parts_help')}</p>
      <div className="filter-form">
        {newDataParties.codes.map((party, i) => (
          <div key={party}>
            <input type="hidden" name={`terms.parts.${i}.party`} value={party} readOnly />
            <NumberInput
              name={`terms.parts.${i}.percent`}
              label={side(newDataParties.words[party])}
              unit="%"
              optional
              defaultValue={percentInput(saved.find((one) => one.party === party)?.ppm)}
            />
          </div>
        ))}
      </div>
    </fieldset>
  );
}

export function AmountFields({ terms }: Props) {
  const t = useT(agreements);
  const side = useSide();
  return (
    <fieldset className="grid gap-3">
      <legend>{t('amounts')}</legend>
      <p className="help">{t('amounts_help')}</p>
      {[...terms.fee.amounts, null].map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no names; they stand in their order
        <div className="filter-form" key={i}>
          <Select
            name={`terms.fee.amounts.${i}.basis`}
            label={t('amount_basis')}
            optional
            defaultValue={line?.basis ?? ''}
            options={feeBases.codes.map((code) => ({ value: code, label: side(feeBases.words[code]) }))}
          />
          <MoneyInput
            name={`terms.fee.amounts.${i}.amount_fen`}
            label={t('amount')}
            optional
            {...(line === null ? {} : { defaultFen: line.amount_fen })}
          />
        </div>
      ))}
    </fieldset>
  );
}

export function AuditFields({ terms }: Props) {
  const t = useT(agreements);
  return (
    <>
      <NumberInput
        name="terms.audit.days"
        label={t('audit_days')}
        help={t('audit_help')}
        unit={t('days_unit')}
        optional
        defaultValue={terms.audit.days ?? ''}
      />
      <TextArea
        name="terms.audit.words"
        label={t('ownership_words')}
        optional
        rows={2}
        limit={limit}
        defaultValue={terms.audit.words}
      />
    </>
  );
}
