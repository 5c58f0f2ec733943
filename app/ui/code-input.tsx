import { security } from '#app/i18n/security.ts';
import { useT } from '#app/present/words.ts';
import { TextInput } from './inputs.tsx';

/** A code of the authenticator; `recovery` takes a recovery code as well. */
export function CodeInput({ recovery = false }: { readonly recovery?: boolean }) {
  const t = useT(security);
  return (
    <TextInput
      name="code"
      label={t(recovery ? 'code_or_recovery' : 'code')}
      help={t(recovery ? 'code_or_recovery_help' : 'code_help')}
      inputMode={recovery ? 'text' : 'numeric'}
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      width="medium"
      maxLength={40}
    />
  );
}
