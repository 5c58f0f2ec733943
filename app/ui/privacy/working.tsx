import { stages } from '#api/datasets/rules/codes.ts';
import type { PrivacyOut } from '#api/deidentification/show.ts';
import { privacy } from '#app/i18n/privacy.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Steps, stepsOf } from '#app/ui/steps.tsx';

const course = ['queued', 'treat', 'scan', 'risk'] as const;

/** The work on a version by its plan, step by step; the page looks again by itself. */
export function Working({ version, need }: { readonly version: PrivacyOut['version']; readonly need: string }) {
  const t = useT(privacy);
  const side = useSide();
  const treating = version.state === 'processing';
  if (!treating && need !== 'report') return null;
  const at = treating ? (course as readonly (string | null)[]).indexOf(version.stage) : course.length - 1;
  return (
    <div role="status" aria-live="polite">
      <Steps
        label={t('working')}
        steps={stepsOf(course, Math.max(0, at), (step) =>
          step === 'risk' ? t('step_risk') : side(stages.words[step]),
        )}
      />
      <p className="help">{t('working_text')}</p>
    </div>
  );
}
