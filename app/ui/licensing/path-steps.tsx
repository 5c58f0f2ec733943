import { stations } from '#api/licensing/rules/procedures.ts';
import type { ApplicationOut } from '#api/licensing/view.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Steps } from '#app/ui/steps.tsx';

type Step = ApplicationOut['path'][number];

/** The path of the kind with the case on it: who has it, since when, until when. */
export function PathSteps({ path }: { readonly path: readonly Step[] }) {
  const t = useT(licensingKinds);
  const side = useSide();
  return (
    <Steps
      label={t('path')}
      steps={path.map((step) => ({
        key: step.station,
        label: side(stations.words[step.station]),
        state: step.state === 'closed' ? 'current' : step.state,
        ...(step.state === 'current' ? { note: <Note step={step} /> } : {}),
      }))}
    />
  );
}

function Note({ step }: { readonly step: Step }) {
  const t = useT(licensingKinds);
  const locale = useLocale();
  const parts = [
    t(`holder_${step.holder}`),
    ...(step.since === null ? [] : [t('since', { day: dayText(step.since.slice(0, 10), locale) })]),
    ...(step.due === null ? [] : [t('due', { day: dayText(step.due, locale) })]),
    ...(step.late ? [t('late')] : []),
  ];
  return parts.join(' · ');
}
