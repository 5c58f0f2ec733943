import { Link } from 'react-router';
import type { z } from 'zod';
import type { fileCheckShape } from '#api/market/citations/contract.ts';
import { fileVerdicts } from '#api/market/rules/codes.ts';
import { marketCitations } from '#app/i18n/market-citations.ts';
import { paths } from '#app/paths.ts';
import { useSide, useT } from '#app/present/words.ts';

type Seen = z.output<typeof fileCheckShape>;

export function isCitationAnswer(answer: unknown): answer is { readonly citation: Seen } {
  return typeof answer === 'object' && answer !== null && 'citation' in answer;
}

/** What the signed JSON at hand is, with the way to the certificate as it is registered. */
export function CitationResult({ seen }: { readonly seen: Seen }) {
  const t = useT(marketCitations);
  const side = useSide();
  return (
    <div className="verdict" role="status" data-tone={seen.verdict === 'genuine' ? 'done' : 'refused'}>
      <p>{side(fileVerdicts.words[seen.verdict])}</p>
      {seen.certificate !== null && (
        <p>
          <Link to={paths.citation(seen.certificate.no)}>{t('file_open', { no: seen.certificate.no })}</Link>
        </p>
      )}
    </div>
  );
}
