import { useState } from 'react';
import {
  contributionCriteria,
  contributionMethods,
  costKinds,
  meteringMeasures,
  partyKinds,
  valueOrigins,
} from '#api/agreements/rules/codes.ts';
import type { AgreementOut } from '#api/agreements/view.ts';
import { agreements } from '#app/i18n/agreements.ts';
import { percentInput } from '#app/present/shares.ts';
import { coalitionsOf } from '#app/present/terms-form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { RadioGroup, Select } from '#app/ui/choices.tsx';
import { MoneyInput, NumberInput, TextInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

interface Props {
  readonly terms: AgreementOut['terms'];
}
const name = 'terms.contribution';

/** How the split is found. Without JavaScript the fields of every method can be opened; only those of the chosen one count. */
export function ContributionFields({ terms }: Props) {
  const t = useT(agreements);
  const side = useSide();
  const [method, setMethod] = useState<string>(terms.contribution.method);
  const group = (title: string, open: boolean, fields: React.ReactNode) => (
    <details open={open} key={`${title}:${open}`}>
      <summary>{title}</summary>
      <div className="grid gap-3">{fields}</div>
    </details>
  );
  return (
    <div
      className="grid gap-3"
      onChange={({ target }) => {
        if (target instanceof HTMLInputElement && target.type === 'radio' && target.name === `${name}.method`)
          setMethod(target.value);
      }}
    >
      <p className="help">{t('contribution_help')}</p>
      <RadioGroup
        name={`${name}.method`}
        label={t('contribution_method')}
        defaultValue={terms.contribution.method}
        options={contributionMethods.codes.map((code) => ({
          value: code,
          label: side(contributionMethods.words[code]),
        }))}
      />
      {group(t('contribution_costs'), method === 'cost' || method === 'usage', <Costs terms={terms} />)}
      {group(t('contribution_metering'), method === 'usage', <Metering terms={terms} />)}
      {group(t('contribution_criteria'), method === 'scoring', <Criteria terms={terms} />)}
      {group(t('contribution_coalitions'), method === 'shapley', <Coalitions terms={terms} />)}
      <TextArea
        name={`${name}.words`}
        label={t('contribution_words')}
        optional
        rows={2}
        limit={4000}
        defaultValue={terms.contribution.words}
      />
    </div>
  );
}

function Costs({ terms }: Props) {
  const t = useT(agreements);
  const side = useSide();
  return partyKinds.codes.map((party, i) => {
    const saved = terms.contribution.costs.find((one) => one.party === party);
    return (
      <fieldset className="grid gap-3" key={party}>
        <legend>{side(partyKinds.words[party])}</legend>
        <input type="hidden" name={`${name}.costs.${i}.party`} value={party} readOnly />
        <div className="filter-form">
          {costKinds.codes.map((kind) => (
            <MoneyInput
              key={kind}
              name={`${name}.costs.${i}.${kind}_fen`}
              label={side(costKinds.words[kind])}
              help=""
              optional
              {...(saved === undefined ? {} : { defaultFen: saved[`${kind}_fen`] })}
            />
          ))}
        </div>
        <TextInput
          name={`${name}.costs.${i}.evidence`}
          label={t('contribution_evidence')}
          optional
          defaultValue={saved?.evidence ?? ''}
        />
      </fieldset>
    );
  });
}

function Metering({ terms }: Props) {
  const t = useT(agreements);
  const side = useSide();
  const { metering } = terms.contribution;
  return (
    <div className="filter-form">
      <Select
        name={`${name}.metering.measure`}
        label={t('contribution_measure')}
        optional
        defaultValue={metering.measure}
        options={meteringMeasures.codes.map((code) => ({ value: code, label: side(meteringMeasures.words[code]) }))}
      />
      <MoneyInput
        name={`${name}.metering.thousand_fen`}
        label={t('contribution_thousand')}
        help=""
        optional
        {...(metering.thousand_fen === null ? {} : { defaultFen: metering.thousand_fen })}
      />
      {(['floor', 'cap'] as const).map((end) => (
        <NumberInput
          key={end}
          name={`${name}.metering.${end}_ppm`}
          label={t(`contribution_${end}`)}
          unit="%"
          optional
          defaultValue={percentInput(metering[`${end}_ppm`])}
        />
      ))}
    </div>
  );
}

function Criteria({ terms }: Props) {
  const t = useT(agreements);
  const side = useSide();
  return contributionCriteria.codes.map((code, i) => {
    const saved = terms.contribution.criteria.find((one) => one.code === code);
    return (
      <fieldset className="grid gap-3" key={code}>
        <legend>{side(contributionCriteria.words[code])}</legend>
        <input type="hidden" name={`${name}.criteria.${i}.code`} value={code} readOnly />
        <div className="filter-form">
          <NumberInput
            name={`${name}.criteria.${i}.weight`}
            label={t('contribution_weight')}
            optional
            defaultValue={saved?.weight ?? ''}
          />
          {partyKinds.codes.map((party, j) => (
            <div key={party}>
              <input type="hidden" name={`${name}.criteria.${i}.points.${j}.party`} value={party} readOnly />
              <NumberInput
                name={`${name}.criteria.${i}.points.${j}.points`}
                label={side(partyKinds.words[party])}
                optional
                defaultValue={saved?.points.find((one) => one.party === party)?.points ?? ''}
              />
            </div>
          ))}
        </div>
      </fieldset>
    );
  });
}

function Coalitions({ terms }: Props) {
  const t = useT(agreements);
  const side = useSide();
  const label = (code: string) =>
    code
      .split('+')
      .map((party) => (partyKinds.is(party) ? side(partyKinds.words[party]) : party))
      .join(' + ');
  return (
    <>
      <RadioGroup
        name={`${name}.values`}
        label={t('contribution_values')}
        optional
        defaultValue={terms.contribution.values}
        options={valueOrigins.codes.map((code) => ({ value: code, label: side(valueOrigins.words[code]) }))}
      />
      {coalitionsOf(partyKinds.codes).map((code, i) => {
        const saved = terms.contribution.coalitions.find((one) => one.code === code);
        return (
          <div key={code}>
            <input type="hidden" name={`${name}.coalitions.${i}.code`} value={code} readOnly />
            <MoneyInput
              name={`${name}.coalitions.${i}.value_fen`}
              label={label(code)}
              help=""
              optional
              {...(saved === undefined ? {} : { defaultFen: saved.value_fen })}
            />
          </div>
        );
      })}
    </>
  );
}
