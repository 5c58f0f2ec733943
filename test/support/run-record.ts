/** What became of each file of a run, written down for test/run.mjs: the JSON reporter knows no hooks and no stray errors. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SerializedError } from 'vitest';
import type { Reporter, TestModule, TestSpecification, Vitest } from 'vitest/node';

/** Of one file. `faults`: cases that failed, hooks that failed, errors that came from no case; empty when all is well. */
export interface FileRecord {
  passed: number;
  skipped: number;
  /** Cases that passed at their second try. */
  retried: string[];
  faults: string[];
}

export interface RunRecord {
  readonly files: Readonly<Record<string, FileRecord>>;
  /** Errors of which Vitest does not know the file. */
  readonly strays: readonly string[];
}

const firstLine = ({ message, stack }: Partial<SerializedError>): string =>
  (stack || message || '?').split('\n', 1)[0] ?? '?';

/** With its first frames: where an error that belongs to no case comes from is all there is to go by. */
const withFrames = ({ message, stack }: SerializedError): string =>
  (stack || message).split('\n').slice(0, 8).join('\n      ');

export default class RunRecorder implements Reporter {
  private vitest: Vitest | undefined;
  private files: Record<string, FileRecord> = {};

  onInit(vitest: Vitest): void {
    this.vitest = vitest;
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    const unheard = () => ({ passed: 0, skipped: 0, retried: [], faults: ['no worker took it up'] });
    this.files = Object.fromEntries(specifications.map(({ moduleId }) => [this.nameOf(moduleId), unheard()]));
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const files = { ...this.files };
    for (const module of modules) files[this.nameOf(module.moduleId)] = recordOf(module);
    const strays: string[] = [];
    for (const error of unhandled) {
      const origin: unknown = error.VITEST_TEST_PATH;
      const file = typeof origin === 'string' ? files[this.nameOf(origin)] : undefined;
      (file?.faults ?? strays).push(`${String(error.type ?? 'error')} outside the cases: ${withFrames(error)}`);
    }
    const { outputFile } = this.vitest?.config ?? {};
    const target = typeof outputFile === 'object' ? outputFile.record : undefined;
    if (target !== undefined) writeFileSync(target, JSON.stringify({ files, strays } satisfies RunRecord));
  }

  private nameOf(file: string): string {
    return path.relative(this.vitest?.config.root ?? '', file);
  }
}

function recordOf(module: TestModule): FileRecord {
  const record: FileRecord = { passed: 0, skipped: 0, retried: [], faults: [] };
  for (const test of module.children.allTests()) {
    const { state, errors } = test.result();
    if (state === 'failed') record.faults.push(`${test.fullName}: ${firstLine(errors[0] ?? {})}`);
    if (state === 'passed' && test.diagnostic()?.flaky) record.retried.push(test.fullName);
    if (state === 'passed') record.passed += 1;
    if (state === 'skipped' || state === 'pending') record.skipped += 1;
  }
  for (const suite of [module, ...module.children.allSuites()]) {
    const about = suite.type === 'suite' ? `${suite.fullName}: ` : '';
    for (const error of suite.errors()) record.faults.push(`${about}before or after the cases: ${withFrames(error)}`);
  }
  const nothing = record.passed + record.skipped + record.faults.length === 0;
  if (nothing) record.faults.push('holds no case');
  return record;
}
