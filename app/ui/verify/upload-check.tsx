import { Form } from 'react-router';
import { verify } from '#app/i18n/verify.ts';
import { isRefused } from '#app/present/refused.ts';
import type { UploadView } from '#app/present/verdict.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FileInput } from '#app/ui/file-input.tsx';
import { CitationResult, isCitationAnswer } from './citation-result.tsx';
import { isTokenAnswer, TokenResult } from './token-result.tsx';
import { UploadResult } from './upload-result.tsx';

/** Send the PDF at hand and read what it is. Works without JavaScript. */
export function UploadCheck({ answer }: { readonly answer: unknown }) {
  const t = useT(verify);
  const seen = hasSeen(answer) ? answer.seen : null;
  return (
    <>
      {isRefused(answer) && <ErrorSummary refusal={answer.refusal} />}
      {seen !== null && <UploadResult seen={seen} />}
      {isTokenAnswer(answer) && <TokenResult seen={answer.token} />}
      {isCitationAnswer(answer) && <CitationResult seen={answer.citation} />}
      <Form method="post" encType="multipart/form-data" className="form">
        <FileInput
          name="file"
          label={t('file')}
          help={t('file_help')}
          accept="application/pdf,.pdf,application/json,.json,application/jwt,.jwt"
        />
        <Button>{t('check_file')}</Button>
      </Form>
    </>
  );
}

function hasSeen(answer: unknown): answer is { readonly seen: UploadView } {
  return typeof answer === 'object' && answer !== null && 'seen' in answer;
}
