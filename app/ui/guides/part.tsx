import { guideFrame } from '#app/i18n/guides/frame.ts';
import type { showGuide } from '#app/present/guides/shown.server.ts';
import { useT } from '#app/present/words.ts';
import { Refusals } from '../developers/refusals.tsx';
import { Section } from '../section.tsx';
import { Rich } from './rich.tsx';
import { Sample } from './sample.tsx';

export type PartView = NonNullable<ReturnType<typeof showGuide>>['parts'][number];

export function Part({ part }: { readonly part: PartView }) {
  const t = useT(guideFrame);
  const { id, title, before, samples, after, refusals } = part;
  return (
    <Section
      margin
      id={id}
      title={
        <>
          {title}{' '}
          <a className="anchor" href={`#${id}`} aria-label={`${t('anchor')}: ${title}`}>
            #
          </a>
        </>
      }
    >
      <div className="prose">
        {before.map((text) => (
          <p key={text}>
            <Rich>{text}</Rich>
          </p>
        ))}
      </div>
      {samples.length > 0 && (
        <div className="snippets">
          {samples.map((sample) => (
            <Sample key={sample.id} {...sample} />
          ))}
        </div>
      )}
      {refusals.length > 0 && <Refusals rows={refusals} />}
      {after !== '' && (
        <div className="prose mt-4">
          <p>
            <Rich>{after}</Rich>
          </p>
        </div>
      )}
    </Section>
  );
}
