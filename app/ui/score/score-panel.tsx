import { Link } from 'react-router';
import { type CriterionState, criterionStates } from '#api/score/rules/codes.ts';
import type { CriterionOut, ScoreOut } from '#api/score/service.ts';
import { score as words } from '#app/i18n/score.ts';
import { useSide, useT } from '#app/present/words.ts';
import { StateDot, type Tone } from '../state-dot.tsx';
import { ScoreLine } from './score-line.tsx';
import { ScoreRing } from './score-ring.tsx';

const tones: Readonly<Record<CriterionState, Tone>> = { met: 'done', partly: 'wait', not: 'late', unknown: 'off' };

/** The score, and unfolded what it is made of and how each point is won. */
export function ScorePanel({ score, harvested = false }: { readonly score: ScoreOut; readonly harvested?: boolean }) {
  const t = useT(words);
  const known = score.criteria.filter((one) => one.state !== 'unknown');
  const met = known.filter((one) => one.state === 'met').length;
  const left = score.criteria.length - known.length;
  return (
    <details className="score" id="score">
      <summary>
        <ScoreRing value={score.score} />
        <span>
          <b>{t('title')}</b>
          <span>{t('met', { done: met, of: known.length })}</span>
          {left > 0 && <span>{t('left_out', { n: left })}</span>}
        </span>
      </summary>
      <ScoreLine history={score.history} now={score.score} />
      {harvested && <p className="help">{t('fair')}</p>}
      <ul>
        {score.criteria.map((one) => (
          <Criterion key={one.criterion} one={one} />
        ))}
      </ul>
    </details>
  );
}

function Criterion({ one }: { readonly one: CriterionOut }) {
  const t = useT(words);
  const side = useSide();
  return (
    <li data-state={one.state}>
      <p>
        <b>{side(one.label)}</b>
        <StateDot tone={tones[one.state]}>
          {side(criterionStates.words[one.state])}
          {one.done !== null && one.of !== null && ` ${t('done_of', { done: one.done, of: one.of })}`}
        </StateDot>
      </p>
      {one.how !== null && (
        <p className="help">
          {side(one.how)} {one.gain > 0 && <span className="num">{t('gain', { n: one.gain })}</span>}{' '}
          {one.to !== null && <Link to={one.to}>{t('go')}</Link>}
        </p>
      )}
      {one.omitted !== null && <p className="help">{side(one.omitted)}</p>}
    </li>
  );
}
