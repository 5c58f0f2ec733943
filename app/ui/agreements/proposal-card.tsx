import type { NegotiationOut } from '#api/agreements/draft-view.ts';
import { type ClauseVerdict, clauseVerdicts } from '#api/agreements/rules/draft-codes.ts';
import { agreementDrafts } from '#app/i18n/agreement-drafts.ts';
import { clauseTitle } from '#app/present/clause-lines.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Form } from '#app/ui/form.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { ClauseChange, han } from './clause-change.tsx';
import { TermsChanges } from './terms-changes.tsx';

type Proposal = NegotiationOut['proposals'][number];
interface Props {
  readonly proposal: Proposal;
  readonly negotiation: NegotiationOut;
}

const tones = { waiting: 'wait', accepted: 'done', declined: 'refused' } as const satisfies Record<
  ClauseVerdict,
  string
>;

/** A proposal clause by clause: for the other side with the answers to choose, for its own with the way to take it back. */
export function ProposalCard({ proposal: p, negotiation: n }: Props) {
  const t = useT(agreementDrafts);
  const side = useSide();
  const decide = p.actions.find((one) => one.name === 'decide');
  const withdraw = p.actions.find((one) => one.name === 'withdraw');
  const who = [p.organization, p.person].filter((one) => one !== null).join(' ');
  return (
    <section aria-labelledby={`${p.id}-title`} className="case-action">
      <h3 id={`${p.id}-title`}>{t('proposal_n', { n: p.number })}</h3>
      <p className="help">
        <span lang={han(who)}>{t('proposal_of', { who, n: p.base_number })}</span> · <DateText instant={p.at} />
      </p>
      {p.words !== null && p.words !== '' && (
        <p className="clause-text mb-4" lang={han(p.words)}>
          {p.words}
        </p>
      )}
      {decide?.refusal === null ? (
        <Form name="decide">
          <input type="hidden" name="proposal" value={p.id} readOnly />
          <input type="hidden" name="revision:number" value={n.revision} readOnly />
          <Clauses proposal={p} negotiation={n} choose />
          <TextArea name="words" label={t('words')} help={t('decide_words_help')} optional limit={2000} rows={2} />
          <p className="actions">
            <Button name="intent" value="chosen">
              {t('decide')}
            </Button>
            <Button name="intent" value="accept" look="plain">
              {t('accept_all')}
            </Button>
            <Button name="intent" value="decline" look="warn">
              {t('decline_all')}
            </Button>
          </p>
        </Form>
      ) : (
        <Clauses proposal={p} negotiation={n} />
      )}
      {decide !== undefined && decide.refusal !== null && <p className="help">{side(decide.refusal)}</p>}
      {withdraw?.refusal === null && (
        <div className="mt-5">
          <Form name="withdraw" inline>
            <input type="hidden" name="proposal" value={p.id} readOnly />
            <Button look="plain">{t('withdraw')}</Button>
          </Form>
        </div>
      )}
    </section>
  );
}

function Clauses({ proposal: p, negotiation: n, choose = false }: Props & { readonly choose?: boolean }) {
  const t = useT(agreementDrafts);
  const side = useSide();
  const locale = useLocale();
  if (p.terms === null)
    return (
      <>
        <ul>
          {p.clauses.map((one) => (
            <li key={one.clause}>
              <StateDot tone={tones[one.verdict]}>{side(clauseVerdicts.words[one.verdict])}</StateDot>{' '}
              {clauseTitle(one.clause, locale)}
            </li>
          ))}
        </ul>
        <TermsChanges changes={p.clauses.flatMap((one) => one.changes)} caption={t('proposal_n', { n: p.number })} />
      </>
    );
  const wanted = p.terms;
  return (
    <div className="clause-changes">
      {p.clauses.map((one) => (
        <ClauseChange
          key={one.clause}
          clause={one.clause}
          before={n.terms}
          after={wanted}
          heads={[t('now'), t('wanted')]}
          level={4}
          note={
            <>
              {one.verdict !== 'waiting' && (
                <p>
                  <StateDot tone={tones[one.verdict]}>{side(clauseVerdicts.words[one.verdict])}</StateDot>
                </p>
              )}
              {one.moved && <p className="help">{t('moved')}</p>}
              {one.deviation !== null && <p className="help">{t('deviates', { reason: one.deviation })}</p>}
            </>
          }
        >
          {choose && one.verdict === 'waiting' && (
            <RadioGroup
              name={`verdict.${one.clause}`}
              label={t('verdict', { clause: clauseTitle(one.clause, locale) })}
              defaultValue="leave"
              options={(['accept', 'decline', 'leave'] as const).map((value) => ({
                value,
                label: t(`verdict_${value}`),
              }))}
            />
          )}
        </ClauseChange>
      ))}
    </div>
  );
}
