-- CreateEnum
CREATE TYPE "CollectionState" AS ENUM ('drafting', 'submitted', 'duplicate', 'exception', 'exception_proposed', 'returned', 'approved', 'refused', 'withdrawn', 'superseded');

-- CreateEnum
CREATE TYPE "SubjectProofState" AS ENUM ('filed', 'verified', 'rejected', 'lapsed');

-- CreateEnum
CREATE TYPE "SubjectRequestState" AS ENUM ('filed', 'answered', 'withdrawn');

-- CreateTable
CREATE TABLE "collection_item" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "previous_id" TEXT,
    "agency_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "state" "CollectionState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "meaning" TEXT NOT NULL,
    "data_type" VARCHAR(1) NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "population" TEXT NOT NULL,
    "regions" TEXT[],
    "frequency" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "basis_kind" TEXT NOT NULL,
    "instrument" TEXT NOT NULL,
    "article" TEXT NOT NULL,
    "check" JSONB,
    "checked_at" TIMESTAMPTZ(3),
    "equals" INTEGER NOT NULL DEFAULT 0,
    "exception_reason" TEXT,
    "exception_proposal" TEXT,
    "exception_words" TEXT,
    "exception_proposed_by" TEXT,
    "exception_decided_by" TEXT,
    "exception_granted" BOOLEAN NOT NULL DEFAULT false,
    "pointer" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decision_reason" TEXT,
    "drafted_by" TEXT NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "collection_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collection_step" (
    "id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "from_state" TEXT NOT NULL,
    "to_state" TEXT NOT NULL,
    "words" TEXT,
    "person_id" TEXT,
    "organization_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "collection_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collection_known" (
    "id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "entry_id" TEXT,
    "item_id" TEXT,
    "agency_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "meaning" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "type" VARCHAR(1) NOT NULL,
    "sameness" TEXT NOT NULL,
    "words" TEXT[],
    "profile" JSONB,

    CONSTRAINT "collection_known_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent_text" (
    "id" TEXT NOT NULL,
    "agency_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "text_en" TEXT,
    "items" TEXT[],
    "sha256" VARCHAR(64) NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_text_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subject_key" (
    "number" INTEGER NOT NULL,
    "sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "destroyed_at" TIMESTAMPTZ(3),

    CONSTRAINT "subject_key_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "consent_event" (
    "id" TEXT NOT NULL,
    "agency_id" TEXT NOT NULL,
    "text_id" TEXT NOT NULL,
    "item_no" TEXT NOT NULL,
    "subject" VARCHAR(64) NOT NULL,
    "key_number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "proof" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "person_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collection_intake" (
    "id" TEXT NOT NULL,
    "agency_id" TEXT NOT NULL,
    "item_no" TEXT NOT NULL,
    "item_id" TEXT,
    "subject" VARCHAR(64) NOT NULL,
    "key_number" INTEGER NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "system" TEXT NOT NULL,
    "sameness" TEXT NOT NULL,
    "faults" TEXT[],
    "earlier_id" TEXT,
    "person_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "collection_intake_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_case" (
    "id" TEXT NOT NULL,
    "agency_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "case_no" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "subject" VARCHAR(64) NOT NULL,
    "key_number" INTEGER NOT NULL,
    "opened_on" VARCHAR(10) NOT NULL,
    "promised_days" INTEGER NOT NULL,
    "due_on" VARCHAR(10) NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "basis" TEXT NOT NULL,
    "closed_on" VARCHAR(10),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_case_step" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "basis" TEXT NOT NULL,
    "on" VARCHAR(10) NOT NULL,
    "person_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_case_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subject_proof" (
    "id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "agency_id" TEXT NOT NULL,
    "state" "SubjectProofState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "masked_name" TEXT NOT NULL,
    "masked_number" TEXT NOT NULL,
    "sealed" TEXT,
    "subject" VARCHAR(64) NOT NULL,
    "key_number" INTEGER NOT NULL,
    "file_key" TEXT,
    "file_kind" TEXT,
    "file_sha256" VARCHAR(64),
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "due_on" VARCHAR(10) NOT NULL,
    "valid_until" VARCHAR(10),
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "subject_proof_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subject_request" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "proof_id" TEXT NOT NULL,
    "agency_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "state" "SubjectRequestState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "words_sealed" TEXT,
    "received_on" VARCHAR(10) NOT NULL,
    "due_on" VARCHAR(10),
    "outcome" TEXT,
    "answer_sealed" TEXT,
    "legal_basis" TEXT NOT NULL DEFAULT '',
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subject_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "collection_item_agency_id_state_idx" ON "collection_item"("agency_id", "state");

-- CreateIndex
CREATE INDEX "collection_item_region_code_state_idx" ON "collection_item"("region_code", "state");

-- CreateIndex
CREATE UNIQUE INDEX "collection_item_no_version_key" ON "collection_item"("no", "version");

-- CreateIndex
CREATE UNIQUE INDEX "collection_step_item_id_revision_key" ON "collection_step"("item_id", "revision");

-- CreateIndex
CREATE INDEX "collection_known_words_idx" ON "collection_known" USING GIN ("words");

-- CreateIndex
CREATE INDEX "collection_known_sameness_idx" ON "collection_known"("sameness");

-- CreateIndex
CREATE INDEX "collection_known_entry_id_idx" ON "collection_known"("entry_id");

-- CreateIndex
CREATE INDEX "collection_known_item_id_idx" ON "collection_known"("item_id");

-- CreateIndex
CREATE UNIQUE INDEX "consent_text_agency_id_number_key" ON "consent_text"("agency_id", "number");

-- CreateIndex
CREATE INDEX "consent_event_subject_item_no_idx" ON "consent_event"("subject", "item_no");

-- CreateIndex
CREATE INDEX "consent_event_agency_id_recorded_at_idx" ON "consent_event"("agency_id", "recorded_at");

-- CreateIndex
CREATE INDEX "collection_intake_subject_sameness_at_idx" ON "collection_intake"("subject", "sameness", "at");

-- CreateIndex
CREATE INDEX "collection_intake_agency_id_recorded_at_idx" ON "collection_intake"("agency_id", "recorded_at");

-- CreateIndex
CREATE INDEX "service_case_region_code_outcome_idx" ON "service_case"("region_code", "outcome");

-- CreateIndex
CREATE UNIQUE INDEX "service_case_agency_id_case_no_key" ON "service_case"("agency_id", "case_no");

-- CreateIndex
CREATE UNIQUE INDEX "service_case_step_case_id_number_key" ON "service_case_step"("case_id", "number");

-- CreateIndex
CREATE INDEX "subject_proof_owner_id_state_idx" ON "subject_proof"("owner_id", "state");

-- CreateIndex
CREATE INDEX "subject_proof_agency_id_state_idx" ON "subject_proof"("agency_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "subject_request_no_key" ON "subject_request"("no");

-- CreateIndex
CREATE INDEX "subject_request_owner_id_idx" ON "subject_request"("owner_id");

-- CreateIndex
CREATE INDEX "subject_request_agency_id_state_idx" ON "subject_request"("agency_id", "state");

-- CreateIndex
CREATE INDEX "subject_request_region_code_state_idx" ON "subject_request"("region_code", "state");

-- AddForeignKey
ALTER TABLE "collection_step" ADD CONSTRAINT "collection_step_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "collection_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_event" ADD CONSTRAINT "consent_event_text_id_fkey" FOREIGN KEY ("text_id") REFERENCES "consent_text"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_case_step" ADD CONSTRAINT "service_case_step_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "service_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was recorded is appended, never edited: the file of an item, the ledger of consents, intakes and reports of cases.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['collection_step', 'consent_event', 'collection_intake', 'service_case_step'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
  END LOOP;
END $$;

-- The words somebody consented to stay what they were.
CREATE FUNCTION consent_text_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - 'retired_at') IS DISTINCT FROM (to_jsonb(OLD) - 'retired_at') THEN
    IF EXISTS (SELECT 1 FROM consent_event WHERE text_id = OLD.id) THEN
      RAISE EXCEPTION 'consent text % is in use', OLD.id;
    END IF;
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER consent_text_fixed BEFORE UPDATE OR DELETE ON consent_text FOR EACH ROW EXECUTE FUNCTION consent_text_fixed();

-- What an item says is fixed from its approval on.
CREATE FUNCTION collection_item_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('approved', 'superseded') AND
    (OLD.name, OLD.meaning, OLD.data_type, OLD.subject_kind, OLD.purpose, OLD.population, OLD.regions, OLD.frequency, OLD.basis_kind, OLD.instrument, OLD.article)
    IS DISTINCT FROM
    (NEW.name, NEW.meaning, NEW.data_type, NEW.subject_kind, NEW.purpose, NEW.population, NEW.regions, NEW.frequency, NEW.basis_kind, NEW.instrument, NEW.article)
  THEN RAISE EXCEPTION 'collection item % is approved', OLD.id; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER collection_item_fixed BEFORE UPDATE ON collection_item FOR EACH ROW EXECUTE FUNCTION collection_item_fixed();

-- An exception from the rule against duplicates is the work of two (Article 10).
ALTER TABLE collection_item ADD CONSTRAINT collection_exception_two CHECK (exception_decided_by IS NULL OR exception_decided_by <> exception_proposed_by);
-- What is held already is not approved without one.
ALTER TABLE collection_item ADD CONSTRAINT collection_no_duplicate CHECK (state <> 'approved' OR equals = 0 OR exception_granted);
ALTER TABLE collection_item ADD CONSTRAINT collection_basis CHECK (basis_kind IN ('provision', 'instrument', 'consent'));
ALTER TABLE consent_event ADD CONSTRAINT consent_kind CHECK (kind IN ('given', 'refused', 'withdrawn'));
-- One version of an item is in force.
CREATE UNIQUE INDEX collection_item_in_force ON collection_item (no) WHERE state = 'approved';
CREATE UNIQUE INDEX subject_proof_one ON subject_proof (owner_id) WHERE state IN ('filed', 'verified');
