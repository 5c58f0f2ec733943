-- CreateEnum
CREATE TYPE "TargetedState" AS ENUM ('drafting', 'filed', 'supplementing', 'verified', 'consulting', 'granted', 'delivered', 'refused', 'withdrawn', 'expired', 'revoked');

-- CreateTable
CREATE TABLE "targeted_case" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "locale" VARCHAR(2) NOT NULL,
    "agency_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "state" "TargetedState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "entry_id" TEXT,
    "data_wanted" TEXT NOT NULL,
    "interest" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "applicant_kind" TEXT NOT NULL,
    "masked_name" TEXT NOT NULL,
    "masked_number" TEXT NOT NULL,
    "sealed" TEXT,
    "undertaken_at" TIMESTAMPTZ(3),
    "received_on" VARCHAR(10),
    "due_on" VARCHAR(10),
    "paused_on" VARCHAR(10),
    "paused_days_left" INTEGER,
    "supplement_notice" TEXT,
    "extended_at" TIMESTAMPTZ(3),
    "extension_reason" TEXT,
    "heard_by" VARCHAR(10),
    "heard_at" TIMESTAMPTZ(3),
    "verified_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,
    "decision_reason" TEXT,
    "refusal_ground" TEXT,
    "legal_basis" TEXT,
    "version_id" TEXT,
    "table_number" INTEGER,
    "columns" TEXT[],
    "filters_sealed" TEXT,
    "row_count" INTEGER,
    "term_until" VARCHAR(10),
    "downloads_allowed" INTEGER,
    "downloads_made" INTEGER NOT NULL DEFAULT 0,
    "revoked_reason" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "wiped_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "targeted_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "targeted_proof" (
    "case_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name_sealed" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "key" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "targeted_proof_pkey" PRIMARY KEY ("case_id","number")
);

-- CreateTable
CREATE TABLE "targeted_step" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "from_state" TEXT NOT NULL,
    "to_state" TEXT NOT NULL,
    "words" TEXT,
    "person_id" TEXT,
    "organization_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "targeted_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "targeted_code" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "targeted_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "targeted_delivery" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "format" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "marks" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "targeted_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "targeted_case_no_key" ON "targeted_case"("no");

-- CreateIndex
CREATE INDEX "targeted_case_owner_id_idx" ON "targeted_case"("owner_id");

-- CreateIndex
CREATE INDEX "targeted_case_agency_id_state_idx" ON "targeted_case"("agency_id", "state");

-- CreateIndex
CREATE INDEX "targeted_case_region_code_state_idx" ON "targeted_case"("region_code", "state");

-- CreateIndex
CREATE INDEX "targeted_case_state_term_until_idx" ON "targeted_case"("state", "term_until");

-- CreateIndex
CREATE UNIQUE INDEX "targeted_step_case_id_revision_key" ON "targeted_step"("case_id", "revision");

-- CreateIndex
CREATE INDEX "targeted_code_case_id_created_at_idx" ON "targeted_code"("case_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "targeted_delivery_case_id_number_key" ON "targeted_delivery"("case_id", "number");

-- AddForeignKey
ALTER TABLE "targeted_proof" ADD CONSTRAINT "targeted_proof_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "targeted_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "targeted_step" ADD CONSTRAINT "targeted_step_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "targeted_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "targeted_code" ADD CONSTRAINT "targeted_code_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "targeted_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "targeted_delivery" ADD CONSTRAINT "targeted_delivery_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "targeted_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
