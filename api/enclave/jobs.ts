import type { App } from '#api/context.ts';
import { runEnclaveJob, sweepEnclave } from './run.ts';

export const enclaveJobs = {
  'enclave.run': (app: App, { job }: { readonly job: string }) => runEnclaveJob(app, job),
  'enclave.sweep': (app: App) => sweepEnclave(app),
};

export const enclaveCrontab = '50 3 * * * enclave.sweep';
