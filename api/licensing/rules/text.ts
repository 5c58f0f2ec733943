/** Free text as people type it: line breaks are LF, nothing around it, no control characters. Markup stays the text it is. */
import { z } from 'zod';
import { controlCharacter } from './refusals.ts';

const noControl = (text: string) => !/[\p{Cc}\p{Cs}]/u.test(text.replace(/[\n\t]/g, ''));
const message = controlCharacter;

export const lines = (most: number, least = 0) =>
  z
    .string()
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().min(least).max(most).refine(noControl, { message }));

export const line = (most: number, least = 0) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .refine((text) => noControl(text) && !/[\n\t]/.test(text), { message });
