import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * What a reader chose before the page's script ran, and what the browser restored, becomes the field's state: else the first
 * drawing by script would put the old choice back. Goes onto the field as its ref.
 */
export function useEarlyChoice<Field extends HTMLSelectElement | HTMLInputElement>(
  value: string,
  take: (value: string) => void,
): RefObject<Field | null> {
  const field = useRef<Field>(null);
  const first = useRef({ value, take });
  useLayoutEffect(() => {
    const chosen = field.current?.value;
    if (chosen !== undefined && chosen !== first.current.value) first.current.take(chosen);
  }, []);
  return field;
}
