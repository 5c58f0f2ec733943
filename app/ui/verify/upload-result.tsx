import { Link } from 'react-router';
import { verify } from '#app/i18n/verify.ts';
import { paths } from '#app/paths.ts';
import { bytesText } from '#app/present/format.ts';
import type { UploadView } from '#app/present/verdict.ts';
import { verdictOf } from '#app/present/verdict.ts';
import { useT } from '#app/present/words.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';

/** Yes or no, and why, in one look. */
export function UploadResult({ seen }: { readonly seen: UploadView }) {
  const t = useT(verify);
  const { tone, title, text } = verdictOf(seen);
  return (
    <>
      <div className="verdict" data-tone={tone} role="status">
        <p>{t(title)}</p>
        <p>{t(text)}</p>
        {seen.document !== null && (
          <p>
            <Link to={paths.verify(seen.document.id)}>{t('to_document', { no: seen.document.no })}</Link>
          </p>
        )}
      </div>
      <DescriptionList
        facts={[
          { term: t('size'), value: bytesText(seen.size) },
          { term: t('file_hash'), value: <span className="hash">{seen.sha256}</span> },
          ...seen.signatures.map((one, i) => ({
            key: `signature-${i}`,
            term: `${t('signer')} ${i + 1}`,
            value: (
              <>
                {one.organization ?? '—'}
                {one.signed_at !== null && (
                  <>
                    {' · '}
                    <DateText instant={one.signed_at} />
                  </>
                )}
                {' · '}
                {t(one.faults.length === 0 ? 'valid' : 'invalid')}
              </>
            ),
          })),
        ]}
      />
    </>
  );
}
