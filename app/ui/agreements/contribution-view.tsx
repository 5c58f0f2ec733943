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
import { moneyText, percentText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';

/** The method with everything its shares were computed from. */
export function ContributionView({ terms: { contribution: c } }: { readonly terms: AgreementOut['terms'] }) {
  const t = useT(agreements);
  const locale = useLocale();
  const party = (code: string) => partyKinds.labelOrCode(code, locale);
  const { measure, thousand_fen, floor_ppm, cap_ppm } = c.metering;
  const lines = [
    ...(c.method !== 'usage'
      ? []
      : [
          `${meteringMeasures.labelOrCode(measure, locale)} · ${t('contribution_thousand')} ${moneyText(thousand_fen ?? '0')}`,
          `${t('contribution_floor')} ${percentText(floor_ppm ?? 0)}%`,
          ...(cap_ppm === null ? [] : [`${t('contribution_cap')} ${percentText(cap_ppm)}%`]),
        ]),
    ...c.costs.map((line) =>
      [
        `${party(line.party)}${c.method === 'usage' ? ` (${t('contribution_month')})` : ''}`,
        ...costKinds.codes.flatMap((kind) =>
          line[`${kind}_fen`] === '0' ? [] : [`${costKinds.label(kind, locale)} ${moneyText(line[`${kind}_fen`])}`],
        ),
        line.evidence,
      ]
        .filter((one) => one !== '')
        .join(' · '),
    ),
    ...c.criteria.map(
      ({ code, weight, points }) =>
        `${contributionCriteria.labelOrCode(code, locale)} (${t('contribution_weight')} ${weight}): ${points
          .map((one) => `${party(one.party)} ${one.points}`)
          .join(t('list_comma'))}`,
    ),
    ...c.coalitions.map(({ code, value_fen }) => `${code.split('+').map(party).join(' + ')}: ${moneyText(value_fen)}`),
    ...(c.values === '' ? [] : [`${t('contribution_values')}: ${valueOrigins.labelOrCode(c.values, locale)}`]),
    c.words,
  ];
  return (
    <>
      <p>{contributionMethods.labelOrCode(c.method, locale)}</p>
      <p className="clause-text">{lines.filter((one) => one !== '').join('\n')}</p>
    </>
  );
}
