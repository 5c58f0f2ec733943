import { type FormEvent, useState } from 'react';
import type { AgreementOut } from '#api/agreements/view.ts';
import { agreements } from '#app/i18n/agreements.ts';
import { percentText } from '#app/present/format.ts';
import { percentInput, ppmOf } from '#app/present/shares.ts';
import { useT } from '#app/present/words.ts';
import { NumberInput } from '#app/ui/inputs.tsx';

const whole = 1_000_000;
const parties = ['treasury', 'developer', 'operator'] as const;

/** The shares in per cent with their sum as one types. Without JavaScript the sum is that of what was saved. */
export function SplitEditor({
  agreement: a,
}: {
  readonly agreement: Pick<AgreementOut, 'terms' | 'shares_sum' | 'treasury' | 'developer'>;
}) {
  const t = useT(agreements);
  const saved = (party: string) => a.terms.shares.find((line) => line.party === party)?.ppm ?? null;
  const [sum, setSum] = useState(a.shares_sum);
  const names = {
    treasury: t('share_treasury', { name: a.treasury.name }),
    developer: t('share_developer', { name: a.developer.name }),
    operator: t('share_operator_optional'),
  };
  const count = (event: FormEvent<HTMLDivElement>) => {
    const inputs = event.currentTarget.querySelectorAll<HTMLInputElement>('input[inputmode="decimal"]');
    setSum([...inputs].reduce((all, input) => all + (ppmOf(Number(input.value.replace(/,/g, ''))) || 0), 0));
  };
  return (
    <div className="split-editor" onInput={count}>
      {parties.map((party, i) => (
        <div key={party}>
          <input type="hidden" name={`terms.shares.${i}.party`} value={party} readOnly />
          <NumberInput
            name={`terms.shares.${i}.ppm`}
            label={names[party]}
            unit="%"
            optional={party === 'operator'}
            defaultValue={percentInput(saved(party))}
          />
        </div>
      ))}
      <p className="split-sum" data-whole={sum === whole} aria-live="polite">
        {sum === 0
          ? t('sum_open')
          : sum === whole
            ? t('sum', { sum: '100' })
            : t(sum < whole ? 'sum_short' : 'sum_over', {
                sum: percentText(round(sum)),
                rest: percentText(round(Math.abs(whole - sum))),
              })}
      </p>
    </div>
  );
}

const round = (ppm: number) => Math.round(ppm * 100) / 100;
