/** The year of licensed development and trade: agreements and their lives, use, sales, the bank, the treasury. */
import type { Day } from '#api/kernel/time.ts';
import { agreementLifeScenes } from './agreement-life.ts';
import { bankScenes } from './bank-scenes.ts';
import type { Book } from './book.ts';
import { callScenes } from './calls.ts';
import { domainScenes } from './domain-scenes.ts';
import { draftScenes } from './draft-scenes.ts';
import { planScenes } from './plan-scenes.ts';
import { repaymentScenes } from './repayment-scenes.ts';
import type { Scene } from './scene.ts';
import { statusScenes } from './status-scenes.ts';
import { yearAgreementScenes } from './year-agreements.ts';
import { yearMoneyScenes } from './year-money.ts';

export function yearScenes(book: Book, lastDay: Day): Scene[] {
  return [
    ...yearAgreementScenes(book),
    ...callScenes(book),
    ...yearMoneyScenes(book),
    ...bankScenes(book),
    ...repaymentScenes(book),
    ...agreementLifeScenes(book),
    ...draftScenes(book),
    ...domainScenes(book),
    ...planScenes(book),
    ...statusScenes(lastDay),
  ];
}
