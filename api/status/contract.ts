/** How the platform is: for everyone, with what the operator says about it. */
import { z } from 'zod';
import { dayText, instantText, operation } from '#api/kernel/operation.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import { disturbanceKinds, noticeKinds, overallStates, partStates, parts } from './rules/codes.ts';

const instant = z.iso.datetime({ offset: true }).meta({ description: 'RFC 3339 instant' });

export const noticeBody = z.object({
  kind: z.enum(noticeKinds.codes),
  title: line(120, 1),
  title_en: line(120, 1),
  parts: z.array(z.enum(parts.codes)).min(1),
  starts_at: instant,
  ends_at: instant.optional(),
  text: lines(2000, 1),
  text_en: lines(2000, 1),
});
export const updateBody = z.object({
  text: lines(2000, 1),
  text_en: lines(2000, 1),
  close: z.boolean().default(false).meta({ description: 'It is over: the notice takes no more updates' }),
});

export const noticeOut = z
  .object({
    id: z.string(),
    kind: z.enum(noticeKinds.codes),
    title: z.string(),
    title_en: z.string(),
    parts: z.array(z.enum(parts.codes)),
    starts_at: instantText,
    ends_at: instantText.nullable(),
    closed_at: instantText.nullable(),
    updates: z.array(z.object({ number: z.number().int(), text: z.string(), text_en: z.string(), at: instantText })),
  })
  .meta({ id: 'StatusNotice' });

export const statusOut = z
  .object({
    overall: z.enum(overallStates.codes),
    checked_at: instantText.nullable(),
    parts: z.array(
      z.object({
        part: z.enum(parts.codes),
        state: z.enum(partStates.codes),
        since: instantText.nullable().meta({ description: 'Since when it fails' }),
        uptime_ppm: z
          .number()
          .int()
          .nullable()
          .meta({ description: 'Checks that went well, of 90 days, in parts per million' }),
        days: z.array(z.object({ day: dayText, checks: z.number().int(), failed: z.number().int() })),
      }),
    ),
    disturbances: z.array(
      z.object({
        id: z.string(),
        part: z.enum(parts.codes),
        kind: z.enum(disturbanceKinds.codes),
        since: instantText,
        until: instantText.nullable(),
      }),
    ),
    notices: z.array(noticeOut),
  })
  .meta({ id: 'Status', description: 'Parts of the platform, each checked every minute, over 90 days' });

export const statusOperations = {
  showStatus: operation({
    method: 'get',
    path: '/status',
    auth: 'public',
    summary: ['平台运行状态', 'How the platform is'],
    out: statusOut,
  }),
  announce: operation({
    method: 'post',
    path: '/status/notices',
    auth: 'session',
    summary: ['发布运行通告', 'Announce planned work or a disturbance'],
    body: noticeBody,
    out: noticeOut,
    status: 201,
    refusals: ['auth.forbidden', 'status.ends_before_start'],
  }),
  updateNotice: operation({
    method: 'post',
    path: '/status/notices/:id/updates',
    auth: 'session',
    summary: ['更新运行通告', 'Add to a notice'],
    params: z.object({ id: z.string().max(40) }),
    body: updateBody,
    out: noticeOut,
    refusals: ['auth.forbidden', 'status.not_found', 'status.closed'],
  }),
};
