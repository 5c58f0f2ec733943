-- CreateEnum
CREATE TYPE "AmendmentState" AS ENUM ('draft', 'offered', 'signed', 'filing', 'accepted', 'governing', 'withdrawn', 'declined', 'lapsed');

-- CreateEnum
CREATE TYPE "MeasureState" AS ENUM ('noticed', 'answered', 'resolved', 'suspended', 'lifted', 'terminated', 'lapsed');

-- CreateEnum
CREATE TYPE "EndingState" AS ENUM ('proposed', 'noticed', 'effective', 'declined', 'withdrawn', 'lapsed');

-- CreateEnum
CREATE TYPE "DispositionState" AS ENUM ('due', 'submitted', 'returned', 'accepted');

-- CreateEnum
CREATE TYPE "TemplateState" AS ENUM ('draft', 'published');

-- CreateEnum
CREATE TYPE "ClueState" AS ENUM ('open', 'confirmed', 'dismissed');

-- AlterEnum
ALTER TYPE "AgreementState" ADD VALUE 'suspended';

-- AlterTable
ALTER TABLE "agreement" ADD COLUMN     "template_id" TEXT;

-- AlterTable
ALTER TABLE "filing" ADD COLUMN     "amendment_id" TEXT;

-- CreateTable
CREATE TABLE "agreement_amendment" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" "AmendmentState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "base_version" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "terms" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "governs_from" VARCHAR(10),
    "governed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreement_amendment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement_measure" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "state" "MeasureState" NOT NULL,
    "ground" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "demand" TEXT NOT NULL,
    "opened_by" TEXT NOT NULL,
    "due_on" VARCHAR(10) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "suspended_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreement_measure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement_ending" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" "EndingState" NOT NULL,
    "ground" TEXT,
    "basis" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "given_by" TEXT NOT NULL,
    "last_day" VARCHAR(10) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreement_ending_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement_disposition" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "state" "DispositionState" NOT NULL,
    "mode" TEXT NOT NULL,
    "ended_on" VARCHAR(10) NOT NULL,
    "due_on" VARCHAR(10),
    "attempts" INTEGER NOT NULL,
    "document_id" TEXT,
    "review_by" VARCHAR(10),
    "reminded_at" TIMESTAMPTZ(3),
    "escalated_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreement_disposition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement_warning" (
    "agreement_id" TEXT NOT NULL,
    "effective_to" VARCHAR(10) NOT NULL,
    "within" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreement_warning_pkey" PRIMARY KEY ("agreement_id","effective_to","within")
);

-- CreateTable
CREATE TABLE "agreement_matter_step" (
    "id" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "matter_type" TEXT NOT NULL,
    "matter_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "from_state" TEXT NOT NULL,
    "to_state" TEXT NOT NULL,
    "words" TEXT,
    "terms" JSONB,
    "person_id" TEXT,
    "organization_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreement_matter_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement_registration" (
    "receipt_no" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "matter_id" TEXT,
    "region_code" VARCHAR(6) NOT NULL,
    "effective_on" VARCHAR(10) NOT NULL,
    "ground" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreement_registration_pkey" PRIMARY KEY ("receipt_no")
);

-- CreateTable
CREATE TABLE "agreement_template" (
    "id" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "state" "TemplateState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "terms" JSONB NOT NULL,
    "in_force_from" VARCHAR(10),
    "in_force_to" VARCHAR(10),
    "published_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreement_template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signing_evidence" (
    "agreement_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "canonical" TEXT NOT NULL,
    "prev_hash" VARCHAR(64) NOT NULL,
    "hash" VARCHAR(64) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signing_evidence_pkey" PRIMARY KEY ("agreement_id","seq")
);

-- CreateTable
CREATE TABLE "supervision_clue" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "kind" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "matter_id" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "state" "ClueState" NOT NULL,
    "words" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "supervision_clue_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "agreement_amendment_no_key" ON "agreement_amendment"("no");

-- CreateIndex
CREATE INDEX "agreement_amendment_agreement_id_idx" ON "agreement_amendment"("agreement_id");

-- CreateIndex
CREATE INDEX "agreement_amendment_state_idx" ON "agreement_amendment"("state");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_measure_no_key" ON "agreement_measure"("no");

-- CreateIndex
CREATE INDEX "agreement_measure_agreement_id_idx" ON "agreement_measure"("agreement_id");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_ending_no_key" ON "agreement_ending"("no");

-- CreateIndex
CREATE INDEX "agreement_ending_agreement_id_idx" ON "agreement_ending"("agreement_id");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_disposition_no_key" ON "agreement_disposition"("no");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_disposition_agreement_id_key" ON "agreement_disposition"("agreement_id");

-- CreateIndex
CREATE INDEX "agreement_disposition_state_idx" ON "agreement_disposition"("state");

-- CreateIndex
CREATE INDEX "agreement_matter_step_agreement_id_idx" ON "agreement_matter_step"("agreement_id");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_matter_step_matter_id_number_key" ON "agreement_matter_step"("matter_id", "number");

-- CreateIndex
CREATE INDEX "agreement_registration_agreement_id_idx" ON "agreement_registration"("agreement_id");

-- CreateIndex
CREATE INDEX "agreement_registration_region_code_at_idx" ON "agreement_registration"("region_code", "at");

-- CreateIndex
CREATE INDEX "agreement_template_region_code_idx" ON "agreement_template"("region_code");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_template_series_version_key" ON "agreement_template"("series", "version");

-- CreateIndex
CREATE UNIQUE INDEX "supervision_clue_no_key" ON "supervision_clue"("no");

-- CreateIndex
CREATE INDEX "supervision_clue_agreement_id_idx" ON "supervision_clue"("agreement_id");

-- CreateIndex
CREATE INDEX "supervision_clue_region_code_state_idx" ON "supervision_clue"("region_code", "state");

-- CreateIndex
CREATE UNIQUE INDEX "supervision_clue_matter_id_kind_key" ON "supervision_clue"("matter_id", "kind");

-- CreateIndex
CREATE INDEX "agreement_template_id_idx" ON "agreement"("template_id");

-- AddForeignKey
ALTER TABLE "agreement_amendment" ADD CONSTRAINT "agreement_amendment_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_measure" ADD CONSTRAINT "agreement_measure_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_ending" ADD CONSTRAINT "agreement_ending_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_disposition" ADD CONSTRAINT "agreement_disposition_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_warning" ADD CONSTRAINT "agreement_warning_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_matter_step" ADD CONSTRAINT "agreement_matter_step_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_registration" ADD CONSTRAINT "agreement_registration_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signing_evidence" ADD CONSTRAINT "signing_evidence_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supervision_clue" ADD CONSTRAINT "supervision_clue_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "agreement_template"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What was recorded is never edited (Article 23): the steps of a matter, the register, the warnings given, the evidence of signing.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['agreement_warning', 'agreement_matter_step', 'agreement_registration', 'signing_evidence']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_no_truncate', t);
  END LOOP;
END $$;

-- A published template is what agreements were drawn from: only the last day it may be chosen is still open.
CREATE FUNCTION template_is_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'published' AND (TG_OP = 'DELETE' OR
    (OLD.id, OLD.series, OLD.version, OLD.name, OLD.region_code, OLD.state, OLD.terms, OLD.in_force_from)
    IS DISTINCT FROM
    (NEW.id, NEW.series, NEW.version, NEW.name, NEW.region_code, NEW.state, NEW.terms, NEW.in_force_from)) THEN
    RAISE EXCEPTION 'append_only: template % is published', OLD.id USING ERRCODE = '23001';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER agreement_template_published BEFORE UPDATE OR DELETE ON agreement_template FOR EACH ROW EXECUTE FUNCTION template_is_published();

-- What was filed before this register was kept.
INSERT INTO agreement_registration (receipt_no, agreement_id, kind, version, region_code, effective_on, at)
SELECT f.receipt_no, f.agreement_id, 'authorization', f.version, a.region_code, a.effective_from, f.decided_at
FROM filing f JOIN agreement a ON a.id = f.agreement_id
WHERE f.state = 'accepted' AND f.receipt_no IS NOT NULL AND a.effective_from IS NOT NULL AND f.decided_at IS NOT NULL;
