/** What an agency has answered for everyone: publish one, take one back. */
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

interface Question {
  readonly id: string;
  readonly question: string;
  readonly answer: string;
}

export function Questions({ published }: { readonly published: readonly Question[] }) {
  const k = useT(licensingKinds);
  return (
    <>
      <details className="case-action">
        <summary>{k('faq_publish')}</summary>
        <p className="help">{k('faq_publish_lead')}</p>
        <Form name="faq">
          <TextInput name="question" label={k('faq_question')} />
          <TextArea name="answer" label={k('faq_answer')} limit={2000} rows={3} />
          <Button>{k('faq_publish')}</Button>
        </Form>
      </details>
      {published.length > 0 && (
        <details className="case-action">
          <summary>{k('faq_ours', { n: published.length })}</summary>
          {published.map(({ id, question, answer }) => (
            <div key={id}>
              <h3 lang="zh-CN">{question}</h3>
              <p lang="zh-CN" className="whitespace-pre-line">
                {answer}
              </p>
              <Form name="withdraw_faq">
                <input type="hidden" name="id" value={id} />
                <ConfirmButton
                  look="plain"
                  size="small"
                  title={<span lang="zh-CN">{question}</span>}
                  consequence={k('faq_withdraw_then')}
                >
                  {k('faq_withdraw')}
                </ConfirmButton>
              </Form>
            </div>
          ))}
        </details>
      )}
    </>
  );
}
