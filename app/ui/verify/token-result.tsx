import { Link } from 'react-router';
import type { z } from 'zod';
import type { tokenCheckShape } from '#api/licensing/case-contract.ts';
import { certificateStandings, tokenVerdicts } from '#api/licensing/rules/kind-codes.ts';
import { verify } from '#app/i18n/verify.ts';
import { paths } from '#app/paths.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DateText } from '#app/ui/date-text.tsx';

type Seen = z.output<typeof tokenCheckShape>;

export function isTokenAnswer(answer: unknown): answer is { readonly token: Seen } {
  return typeof answer === 'object' && answer !== null && 'token' in answer;
}

/** Green only where the token is the platform's own and fresh, and the certificate still holds. */
export function TokenResult({ seen }: { readonly seen: Seen }) {
  const t = useT(verify);
  const side = useSide();
  const { verdict, issued_at, certificate } = seen;
  const good = verdict === 'genuine' && certificate?.standing === 'valid';
  return (
    <div className="verdict" role="status" data-tone={good ? 'done' : verdict === 'expired' ? 'wait' : 'refused'}>
      <p>{side(tokenVerdicts.words[verdict])}</p>
      {certificate !== null && (
        <>
          <p>
            {certificate.no} · {side(certificateStandings.words[certificate.standing])} ·{' '}
            <span lang="zh-CN">{certificate.holder.name}</span>
          </p>
          {issued_at !== null && (
            <p>
              {t('token_signed')} <DateText instant={issued_at} />
            </p>
          )}
          <p>
            <Link to={paths.verify(certificate.document_id)}>{t('token_open', { no: certificate.no })}</Link>
          </p>
        </>
      )}
    </div>
  );
}
