/** An error nobody expected to see printed is a failure of the test that printed it. */
import { afterEach, beforeEach, expect, vi } from 'vitest';

let printed: unknown[][] = [];

beforeEach(() => {
  printed = [];
  const real = console.error;
  vi.spyOn(console, 'error').mockImplementation((...args: unknown[]) => {
    printed.push(args);
    real(...args);
  });
});

afterEach(() => {
  expect(printed, 'console.error was called').toEqual([]);
});
