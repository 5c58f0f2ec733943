-- CreateEnum
CREATE TYPE "EnclaveState" AS ENUM ('queued', 'running', 'reviewing', 'released', 'refused', 'failed', 'cancelled', 'expired');

-- CreateTable
CREATE TABLE "enclave_job" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "agency_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "state" "EnclaveState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "sql" TEXT NOT NULL,
    "purpose" TEXT,
    "words" TEXT NOT NULL,
    "k" INTEGER NOT NULL,
    "stage" TEXT,
    "submitted_by" TEXT,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "fault" JSONB,
    "row_count" INTEGER,
    "groups" INTEGER,
    "hidden_groups" INTEGER,
    "hidden_figures" INTEGER,
    "close_to" TEXT[],
    "review_for" TEXT[],
    "due_on" VARCHAR(10),
    "result_key" TEXT,
    "result_sha256" VARCHAR(64),
    "result_bytes" BIGINT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decision" TEXT,
    "kept_until" TIMESTAMPTZ(3),

    CONSTRAINT "enclave_job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enclave_table" (
    "job_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "entry_id" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "table_number" INTEGER NOT NULL,
    "table_sha256" VARCHAR(64) NOT NULL,
    "grant_sha256" VARCHAR(64),

    CONSTRAINT "enclave_table_pkey" PRIMARY KEY ("job_id","position")
);

-- CreateTable
CREATE TABLE "enclave_step" (
    "id" TEXT NOT NULL,
    "job_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "from_state" TEXT NOT NULL,
    "to_state" TEXT NOT NULL,
    "words" TEXT,
    "person_id" TEXT,
    "organization_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "enclave_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enclave_setting" (
    "agency_id" TEXT NOT NULL,
    "review" TEXT NOT NULL,
    "changed_by" TEXT,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "enclave_setting_pkey" PRIMARY KEY ("agency_id")
);

-- CreateTable
CREATE TABLE "sandbox_table" (
    "version_id" TEXT NOT NULL,
    "table_number" INTEGER NOT NULL,
    "maker" INTEGER NOT NULL,
    "file_key" TEXT NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "bytes" BIGINT NOT NULL,
    "row_count" INTEGER NOT NULL,
    "columns" JSONB NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sandbox_table_pkey" PRIMARY KEY ("version_id","table_number","maker")
);

-- CreateIndex
CREATE UNIQUE INDEX "enclave_job_no_key" ON "enclave_job"("no");

-- CreateIndex
CREATE INDEX "enclave_job_agreement_id_submitted_at_idx" ON "enclave_job"("agreement_id", "submitted_at");

-- CreateIndex
CREATE INDEX "enclave_job_organization_id_submitted_at_idx" ON "enclave_job"("organization_id", "submitted_at");

-- CreateIndex
CREATE INDEX "enclave_job_agency_id_state_idx" ON "enclave_job"("agency_id", "state");

-- CreateIndex
CREATE INDEX "enclave_job_state_kept_until_idx" ON "enclave_job"("state", "kept_until");

-- CreateIndex
CREATE INDEX "enclave_table_entry_id_idx" ON "enclave_table"("entry_id");

-- CreateIndex
CREATE INDEX "enclave_table_version_id_idx" ON "enclave_table"("version_id");

-- CreateIndex
CREATE UNIQUE INDEX "enclave_step_job_id_revision_key" ON "enclave_step"("job_id", "revision");

-- AddForeignKey
ALTER TABLE "enclave_table" ADD CONSTRAINT "enclave_table_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "enclave_job"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enclave_step" ADD CONSTRAINT "enclave_step_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "enclave_job"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The record of a job is history, and nothing is released by whoever submitted it or while it is not whole.
CREATE TRIGGER enclave_step_append_only BEFORE UPDATE OR DELETE ON enclave_step FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER enclave_table_append_only BEFORE UPDATE OR DELETE ON enclave_table FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE enclave_job
  ADD CONSTRAINT enclave_job_k CHECK (k >= 5),
  ADD CONSTRAINT enclave_job_not_by_oneself CHECK (decided_by IS NULL OR decided_by <> submitted_by),
  ADD CONSTRAINT enclave_job_released CHECK (
    state <> 'released' OR (result_key IS NOT NULL AND result_sha256 IS NOT NULL AND row_count IS NOT NULL
      AND (cardinality(review_for) = 0 OR decided_by IS NOT NULL)));
