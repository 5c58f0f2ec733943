/** What is sent and what is answered. */
import { z } from 'zod';
import { dayText, instantText, page } from '#api/kernel/operation.ts';
import {
  commentDecisions,
  commentReasons,
  commentStates,
  maxComment,
  maxDatasets,
  reuseDecisions,
  reuseKinds,
  reuseStates,
} from './codes.ts';

const spaces = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
const lines = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]+/gu, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
/** Plain text without control characters; lengths count after tidying. */
const oneLine = (min: number, max: number) =>
  z.string().max(10_000).transform(spaces).pipe(z.string().min(min).max(max));
const text = (min: number, max: number) => z.string().max(20_000).transform(lines).pipe(z.string().min(min).max(max));

export const revisionSeen = z.coerce.number().int().min(0);

export const reuseBody = z.object({
  title: oneLine(2, 120),
  kind: z.enum(reuseKinds.codes),
  description: text(20, 4000),
  url: z.string().trim().min(1).max(2000).meta({ description: 'https, on the public internet' }),
  author_name: oneLine(1, 80).meta({ description: 'Shown in public: a person, a group or a firm, as they wish' }),
  datasets: z
    .array(z.string().trim().max(40))
    .min(1)
    .max(maxDatasets)
    .meta({ description: 'Codes of the datasets it is made of' }),
  picture: z
    .string()
    .max(40)
    .nullable()
    .default(null)
    .meta({ description: 'Id answered by POST /reuses/pictures; null for none' }),
});
export const reuseChange = reuseBody.extend({ revision: revisionSeen });
export const withdrawBody = z.object({ revision: revisionSeen, reason: text(0, 1000).default('') });
export const reuseDecisionBody = z.object({
  revision: revisionSeen,
  decision: z.enum(reuseDecisions.codes),
  reason: text(0, 1000).default('').meta({ description: 'Told to the author; needed unless it is published' }),
});

export const pictureOut = z
  .object({
    id: z.string(),
    media_type: z.string(),
    width: z.number().int(),
    height: z.number().int(),
    bytes: z.number().int(),
  })
  .meta({ id: 'ReusePicture' });

export const usedDataset = z
  .object({
    code: z.string(),
    title: z.string(),
    title_en: z.string().nullable(),
    theme: z.string(),
    provider: z.object({ name: z.string(), name_en: z.string().nullable(), uscc: z.string() }),
    withdrawn: z.boolean(),
  })
  .meta({ id: 'UsedDataset' });

export const reuseContent = z
  .object({
    number: z.number().int(),
    title: z.string(),
    kind: z.enum(reuseKinds.codes),
    description: z.string(),
    url: z.string(),
    author_name: z.string(),
    picture: pictureOut.extend({ url: z.string() }).nullable(),
    datasets: z.array(usedDataset),
    at: instantText,
  })
  .meta({ id: 'ReuseContent' });

export const publicReuse = z
  .object({ id: z.string(), published_at: instantText, views: z.number().int(), content: reuseContent })
  .meta({ id: 'PublicReuse' });

const facet = z.array(z.object({ value: z.string(), count: z.number().int() }));
export const reuseList = page(publicReuse).extend({ facets: z.object({ kind: facet, theme: facet }) });

export const reuseOut = z
  .object({
    id: z.string(),
    state: z.enum(reuseStates.codes),
    region_code: z.string(),
    /** What everybody sees; null while there is nothing. */
    public: reuseContent.nullable(),
    published_at: instantText.nullable(),
    views: z.number().int(),
    /** For its author and for the department; null for everybody else. */
    own: z
      .object({
        revision: z.number().int(),
        newest: reuseContent,
        submitted_at: instantText,
        reason: z.string().nullable(),
        due_on: dayText.nullable(),
        days_left: z.number().int().nullable(),
        is_author: z.boolean(),
        may: z.object({ edit: z.boolean(), withdraw: z.boolean(), decide: z.boolean() }),
        history: z.array(
          z.object({
            number: z.number().int(),
            at: instantText,
            decision: z.enum(reuseDecisions.codes).nullable(),
            reason: z.string().nullable(),
            decided_at: instantText.nullable(),
          }),
        ),
      })
      .nullable(),
  })
  .meta({ id: 'Reuse' });

export const ownReuse = z
  .object({
    id: z.string(),
    state: z.enum(reuseStates.codes),
    title: z.string(),
    kind: z.enum(reuseKinds.codes),
    author_name: z.string(),
    region_code: z.string(),
    revision: z.number().int(),
    published: z.boolean(),
    submitted_at: instantText,
    reason: z.string().nullable(),
    due_on: dayText.nullable(),
    days_left: z.number().int().nullable(),
  })
  .meta({ id: 'OwnReuse' });

// Ratings

export const ratingBody = z.object({
  stars: z.coerce.number().int().min(1).max(5),
  comment: text(0, maxComment)
    .default('')
    .meta({ description: 'Shown once the information department has let it through' }),
  version: z.coerce.number().int().min(1).optional().meta({ description: 'Version seen; the newest unless told' }),
  revision: revisionSeen.default(0).meta({ description: 'Revision of the own rating seen; 0 for none' }),
});
export const reportBody = z.object({ reason: z.enum(commentReasons.codes) });
export const replyBody = z.object({
  text: text(2, maxComment),
  number: revisionSeen.default(0).meta({ description: 'Number of the reply seen; 0 for none' }),
});
export const commentDecisionBody = z.object({
  revision: revisionSeen,
  decision: z.enum(commentDecisions.codes),
  reason: z.enum(commentReasons.codes).optional(),
});

export const standingOut = z
  .object({
    total: z.number().int(),
    mean: z.string().nullable().meta({ description: 'To one decimal, from three ratings on', example: '4.3' }),
    distribution: z.array(z.object({ stars: z.number().int(), count: z.number().int(), percent: z.number().int() })),
  })
  .meta({ id: 'RatingStanding' });

export const commentOut = z
  .object({
    id: z.string(),
    stars: z.number().int(),
    version: z.number().int().nullable(),
    name_zh: z.string(),
    name_en: z.string(),
    comment: z.string(),
    at: instantText,
    /** Newest first; the first is the answer, the others what it was before. */
    replies: z.array(
      z.object({
        number: z.number().int(),
        text: z.string(),
        organization: z.string(),
        organization_en: z.string().nullable(),
        at: instantText,
        /** The comment was changed after it. */
        outdated: z.boolean(),
      }),
    ),
    own: z.boolean(),
    reported: z.boolean().meta({ description: 'By whoever asks' }),
  })
  .meta({ id: 'RatingComment' });

export const ratingsOut = page(commentOut).extend({
  standing: standingOut,
  may_rate: z.boolean().meta({ description: 'False for those who act for the agency that provides it' }),
  may_reply: z.boolean(),
});

export const ownRating = z
  .object({
    id: z.string(),
    stars: z.number().int(),
    version: z.number().int().nullable(),
    comment: z.string().nullable(),
    comment_state: z.enum(commentStates.codes),
    rejected_for: z.enum(commentReasons.codes).nullable(),
    shown: z.boolean(),
    revision: z.number().int(),
    updated_at: instantText,
  })
  .meta({ id: 'OwnRating' });

export const waitingComment = z
  .object({
    id: z.string(),
    dataset: z.object({ code: z.string(), title: z.string(), title_en: z.string().nullable() }),
    region_code: z.string(),
    stars: z.number().int(),
    name_zh: z.string(),
    name_en: z.string(),
    comment: z.string(),
    /** What the public still reads while this waits. */
    shown_comment: z.string().nullable(),
    revision: z.number().int(),
    waiting_since: instantText,
    due_on: dayText.nullable(),
    days_left: z.number().int().nullable(),
    reports: z.array(z.object({ reason: z.enum(commentReasons.codes), count: z.number().int() })),
  })
  .meta({ id: 'WaitingComment' });
