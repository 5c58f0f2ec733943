/** Who applies: a natural person by citizen number, or an organisation by social credit code and its representative. */
import { checkCitizenNumber, checkUscc } from '#api/kernel/identifiers.ts';
import type { FieldFault } from '#api/kernel/refusal.ts';
import type { Day } from '#api/kernel/time.ts';
import type { ApplicantKind } from './codes.ts';

/** What is sealed; never leaves the room unmasked but to the steward who gives a reason. */
export interface Identity {
  readonly kind: ApplicantKind;
  readonly name: string;
  /** Citizen number or unified social credit code, in its written form. */
  readonly number: string;
  /** Who acts for an organisation; empty for a person. */
  readonly representative: string;
}

const fault = (path: string, zh: string, en: string): FieldFault => ({ path, zh, en });

/** The identity in its written form, or what is wrong with it; a fault never repeats what was typed. */
export function checkIdentity(
  typed: Identity,
  today: Day,
): { readonly ok: true; readonly identity: Identity } | { readonly ok: false; readonly faults: readonly FieldFault[] } {
  const faults: FieldFault[] = [];
  const name = typed.name.trim();
  const representative = typed.kind === 'organization' ? typed.representative.trim() : '';
  if (name.length < 2) faults.push(fault('name', '请填写姓名或者名称。', 'Enter the name.'));
  let number = '';
  if (typed.kind === 'person') {
    const checked = checkCitizenNumber(typed.number, today);
    if (checked.ok) number = checked.number;
    else
      faults.push(
        fault(
          'number',
          checked.reason === 'check_digit' ? '公民身份号码的校验码不符，请核对。' : '请填写 18 位有效的公民身份号码。',
          checked.reason === 'check_digit'
            ? 'The check digit of the citizen number does not fit; compare it again.'
            : 'Enter a valid citizen number of 18 characters.',
        ),
      );
  } else {
    const checked = checkUscc(typed.number);
    if (checked.ok) number = checked.uscc;
    else
      faults.push(
        fault(
          'number',
          checked.reason === 'check_digit'
            ? '统一社会信用代码的校验码不符，请核对。'
            : '请填写 18 位有效的统一社会信用代码。',
          checked.reason === 'check_digit'
            ? 'The check character of the social credit code does not fit; compare it again.'
            : 'Enter a valid unified social credit code of 18 characters.',
        ),
      );
    if (representative.length < 2)
      faults.push(fault('representative', '请填写代表人姓名。', 'Enter the name of the representative.'));
  }
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, identity: { kind: typed.kind, name, number, representative } };
}

/** `张**`; of an organisation the first four and the last two characters. */
export function maskName({ kind, name }: Pick<Identity, 'kind' | 'name'>): string {
  const letters = [...name];
  if (kind === 'person') return `${letters[0] ?? ''}${'*'.repeat(Math.max(1, Math.min(letters.length - 1, 4)))}`;
  if (letters.length <= 6) return `${letters.slice(0, 2).join('')}${'*'.repeat(Math.max(1, letters.length - 2))}`;
  return `${letters.slice(0, 4).join('')}****${letters.slice(-2).join('')}`;
}

/** The province and the last character, which together name nobody. */
export const maskNumber = (number: string): string => `${number.slice(0, 2)}${'*'.repeat(15)}${number.slice(-1)}`;
