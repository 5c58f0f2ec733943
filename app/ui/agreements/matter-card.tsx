import { endingActions, measureActions } from '#api/agreements/rules/life-codes.ts';
import { agreementKeeping } from '#app/i18n/agreement-keeping.ts';
import { useSide, useT } from '#app/present/words.ts';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DescriptionList, type Fact } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { StateDot, type Tone } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { Timeline } from '#app/ui/timeline.tsx';

interface Matter {
  readonly id: string;
  readonly no: string;
  readonly history: readonly {
    readonly id: string;
    readonly at: string;
    readonly action: string;
    readonly words: string | null;
    readonly organization: string | null;
  }[];
  readonly actions: readonly {
    readonly name: string;
    readonly refusal: { readonly zh: string; readonly en: string } | null;
  }[];
}

interface Props {
  readonly matter: Matter;
  readonly agreementNo: string;
  readonly heading: string;
  readonly state: string;
  readonly tone: Tone;
  readonly facts: readonly Fact[];
}

const known = ['answer', 'resolve', 'suspend', 'lift', 'terminate', 'agree', 'decline', 'withdraw'] as const;
type Name = (typeof known)[number];
const warned: readonly Name[] = ['suspend', 'terminate', 'agree'];

/** One measure or early end: what it says, its record, and what the viewer's side can do with it. */
export function MatterCard({ matter, agreementNo, heading, state, tone, facts }: Props) {
  const t = useT(agreementKeeping);
  const side = useSide();
  const word = (action: string) =>
    measureActions.is(action)
      ? side(measureActions.words[action])
      : endingActions.is(action)
        ? side(endingActions.words[action])
        : action;
  return (
    <section className="case-action" aria-labelledby={`${matter.id}-title`}>
      <h3 id={`${matter.id}-title`}>
        {matter.no} · {heading}
      </h3>
      <p>
        <StateDot tone={tone}>{state}</StateDot>
      </p>
      <DescriptionList facts={facts} />
      {matter.actions.map(({ name, refusal }) => {
        const verb = known.find((one) => one === name);
        if (verb === undefined) return null;
        const label = t(`do_${verb}`);
        if (refusal !== null)
          return (
            <p className="help" key={name}>
              {label}: {side(refusal)}
            </p>
          );
        return (
          <details key={name}>
            <summary>{label}</summary>
            <Form name={verb}>
              <input type="hidden" name="matter" value={matter.id} readOnly />
              <TextArea name="words" label={t('words')} limit={2000} rows={2} />
              <ConfirmButton
                look={warned.includes(verb) ? 'warn' : 'plain'}
                title={t('confirm', { act: label, no: agreementNo })}
                consequence={t('consequence')}
              >
                {label}
              </ConfirmButton>
            </Form>
          </details>
        );
      })}
      <details>
        <summary>{t('record')}</summary>
        <Timeline
          events={matter.history.map((one) => ({
            id: one.id,
            at: one.at,
            who: <span lang="zh-CN">{one.organization ?? '-'}</span>,
            what: word(one.action),
            say: one.words,
          }))}
        />
      </details>
    </section>
  );
}
