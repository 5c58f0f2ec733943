import type { RunOut } from '#api/evaluation/show.ts';
import { evaluation } from '#app/i18n/evaluation.ts';
import { useT } from '#app/present/words.ts';
import { Select } from '#app/ui/choices.tsx';
import { useName } from './name.tsx';

/** Names of a run’s indicators in the reader’s language. */
export function useIndicatorName(run: RunOut) {
  const name = useName();
  return (code: string) => {
    const found = run.indicators.find((indicator) => indicator.code === code);
    return found === undefined ? code : name(found.name, found.name_en);
  };
}

/** Whom the viewer speaks for; asked only where there are several. */
export function BodySelect({ run }: { readonly run: RunOut }) {
  const t = useT(evaluation);
  const name = useName();
  const bodies = run.own_bodies;
  const [only] = bodies;
  if (only !== undefined && bodies.length === 1) return <input type="hidden" name="body" value={only.key} readOnly />;
  return (
    <Select
      name="body"
      label={t('body')}
      blank={null}
      options={bodies.map((body) => ({ value: body.key, label: name(body.name, body.name_en) }))}
    />
  );
}
