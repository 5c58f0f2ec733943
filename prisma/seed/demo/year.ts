/** The year of licensed development and trade: agreements and their lives, use, sales, the bank, the treasury. */
import type { Day } from '#api/kernel/time.ts';
import { agreementLifeScenes } from './agreement-life.ts';
import { assetScenes } from './asset-scenes.ts';
import { bankScenes } from './bank-scenes.ts';
import { baseScenes } from './base-scenes.ts';
import type { Book } from './book.ts';
import { callScenes } from './calls.ts';
import { collectionScenes } from './collection-scenes.ts';
import { compilationScenes } from './compilation-scenes.ts';
import { dealingScenes } from './dealing-scenes.ts';
import { deidentificationScenes } from './deidentification-scenes.ts';
import { domainScenes } from './domain-scenes.ts';
import { draftScenes } from './draft-scenes.ts';
import { enterpriseScenes } from './enterprise-scenes.ts';
import { evaluationScenes } from './evaluation-scenes.ts';
import { marketScenes } from './market-scenes.ts';
import { payingScenes } from './paying-scenes.ts';
import { planScenes } from './plan-scenes.ts';
import { repaymentScenes } from './repayment-scenes.ts';
import type { Scene } from './scene.ts';
import { securityScenes } from './security-scenes.ts';
import { severalScenes } from './several-scenes.ts';
import { sharingScenes } from './sharing-scenes.ts';
import { statusScenes } from './status-scenes.ts';
import { supervisionScenes } from './supervision-scenes.ts';
import { voiceScenes } from './voice-scenes.ts';
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
    ...payingScenes(book),
    ...enterpriseScenes(book),
    ...marketScenes(book),
    ...voiceScenes(book),
    ...dealingScenes(book),
    ...severalScenes(book),
    ...sharingScenes(book),
    ...compilationScenes(book),
    ...baseScenes(book),
    ...securityScenes(book),
    ...deidentificationScenes(),
    ...collectionScenes(),
    ...assetScenes(book),
    ...supervisionScenes(),
    ...evaluationScenes(book),
    ...statusScenes(lastDay),
  ];
}
