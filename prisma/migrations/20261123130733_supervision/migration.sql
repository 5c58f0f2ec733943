-- CreateEnum
CREATE TYPE "CircumstanceClueState" AS ENUM ('open', 'confirmed', 'dismissed');

-- CreateEnum
CREATE TYPE "SupervisionState" AS ENUM ('hearing', 'weighing', 'correcting', 'overdue', 'reported', 'corrected', 'closed', 'dropped');

-- CreateEnum
CREATE TYPE "SupervisionPaperState" AS ENUM ('drafted', 'returned', 'issued');

-- CreateEnum
CREATE TYPE "InspectionState" AS ENUM ('planned', 'committed', 'assigned', 'published', 'cancelled');

-- CreateEnum
CREATE TYPE "VisitState" AS ENUM ('assigned', 'recorded', 'stated', 'signed');

-- CreateTable
CREATE TABLE "circumstance_clue" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "rule" TEXT NOT NULL,
    "circumstance" INTEGER NOT NULL,
    "accused_id" TEXT NOT NULL,
    "fact_key" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "subject_no" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "provision" TEXT NOT NULL,
    "since" VARCHAR(10) NOT NULL,
    "evidence" JSONB NOT NULL,
    "evidence_sha256" VARCHAR(64) NOT NULL,
    "state" "CircumstanceClueState" NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),
    "words" TEXT,
    "opened_by" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "case_id" TEXT,

    CONSTRAINT "circumstance_clue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supervision_case" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "department_id" TEXT NOT NULL,
    "accused_id" TEXT NOT NULL,
    "circumstance" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "provision" TEXT NOT NULL,
    "governing_law" TEXT,
    "law_prevails" BOOLEAN NOT NULL DEFAULT false,
    "state" "SupervisionState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "due_on" VARCHAR(10),
    "first_due_on" VARCHAR(10),
    "lapsed_on" VARCHAR(10),
    "statement" TEXT,
    "statement_at" TIMESTAMPTZ(3),
    "received_by" TEXT,
    "received_at" TIMESTAMPTZ(3),
    "extension_to" VARCHAR(10),
    "extension_reason" TEXT,
    "extension_answer" TEXT,
    "extension_words" TEXT,
    "reported_at" TIMESTAMPTZ(3),
    "opened_by" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "corrected_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "close_reason" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "supervision_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supervision_step" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "from_state" TEXT NOT NULL,
    "to_state" TEXT NOT NULL,
    "words" TEXT,
    "paper_id" TEXT,
    "person_id" TEXT,
    "organization_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "supervision_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supervision_demand" (
    "case_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "demand" TEXT NOT NULL,
    "measure" TEXT,
    "evidence" TEXT,
    "responsible" TEXT,
    "done_on" VARCHAR(10),
    "verdict" TEXT,
    "opinion" TEXT,

    CONSTRAINT "supervision_demand_pkey" PRIMARY KEY ("case_id","number")
);

-- CreateTable
CREATE TABLE "supervision_paper" (
    "id" TEXT NOT NULL,
    "no" TEXT,
    "case_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" "SupervisionPaperState" NOT NULL,
    "content" JSONB NOT NULL,
    "drafted_by" TEXT NOT NULL,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL,
    "issuer" TEXT,
    "document_no" TEXT,
    "signatory" TEXT,
    "issued_on" VARCHAR(10),
    "recorded_by" TEXT,
    "recorded_at" TIMESTAMPTZ(3),
    "document_id" TEXT,
    "return_words" TEXT,

    CONSTRAINT "supervision_paper_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inspector_entry" (
    "id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "number" INTEGER NOT NULL,
    "person_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "conflicts" TEXT[],
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "inspector_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inspection" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "department_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "from_day" VARCHAR(10) NOT NULL,
    "to_day" VARCHAR(10) NOT NULL,
    "bodies_wanted" INTEGER NOT NULL,
    "inspectors_each" INTEGER NOT NULL,
    "state" "InspectionState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "pool" TEXT[],
    "pool_canonical" TEXT,
    "commitment" VARCHAR(64),
    "sealed_seed" TEXT,
    "seed" VARCHAR(64),
    "committed_at" TIMESTAMPTZ(3),
    "drawn_at" TIMESTAMPTZ(3),
    "summary" TEXT,
    "published_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inspection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inspection_visit" (
    "id" TEXT NOT NULL,
    "inspection_id" TEXT NOT NULL,
    "body_id" TEXT NOT NULL,
    "state" "VisitState" NOT NULL,
    "visited_on" VARCHAR(10),
    "record" TEXT,
    "recorded_by" TEXT,
    "recorded_at" TIMESTAMPTZ(3),
    "statement" TEXT,
    "stated_by" TEXT,
    "stated_at" TIMESTAMPTZ(3),
    "document_id" TEXT,
    "signed_at" TIMESTAMPTZ(3),

    CONSTRAINT "inspection_visit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visit_inspector" (
    "visit_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "signed_at" TIMESTAMPTZ(3),

    CONSTRAINT "visit_inspector_pkey" PRIMARY KEY ("visit_id","person_id")
);

-- CreateTable
CREATE TABLE "inspection_finding" (
    "id" TEXT NOT NULL,
    "visit_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "circumstance" INTEGER NOT NULL,
    "article" TEXT NOT NULL,
    "fact" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "evidence_sha256" VARCHAR(64) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inspection_finding_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "circumstance_clue_no_key" ON "circumstance_clue"("no");

-- CreateIndex
CREATE INDEX "circumstance_clue_region_code_state_idx" ON "circumstance_clue"("region_code", "state");

-- CreateIndex
CREATE INDEX "circumstance_clue_accused_id_idx" ON "circumstance_clue"("accused_id");

-- CreateIndex
CREATE INDEX "circumstance_clue_case_id_idx" ON "circumstance_clue"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "circumstance_clue_rule_fact_key_key" ON "circumstance_clue"("rule", "fact_key");

-- CreateIndex
CREATE UNIQUE INDEX "supervision_case_no_key" ON "supervision_case"("no");

-- CreateIndex
CREATE INDEX "supervision_case_region_code_state_idx" ON "supervision_case"("region_code", "state");

-- CreateIndex
CREATE INDEX "supervision_case_accused_id_state_idx" ON "supervision_case"("accused_id", "state");

-- CreateIndex
CREATE INDEX "supervision_case_state_due_on_idx" ON "supervision_case"("state", "due_on");

-- CreateIndex
CREATE UNIQUE INDEX "supervision_step_case_id_revision_key" ON "supervision_step"("case_id", "revision");

-- CreateIndex
CREATE UNIQUE INDEX "supervision_paper_no_key" ON "supervision_paper"("no");

-- CreateIndex
CREATE UNIQUE INDEX "supervision_paper_document_id_key" ON "supervision_paper"("document_id");

-- CreateIndex
CREATE INDEX "supervision_paper_case_id_kind_idx" ON "supervision_paper"("case_id", "kind");

-- CreateIndex
CREATE INDEX "supervision_paper_kind_state_idx" ON "supervision_paper"("kind", "state");

-- CreateIndex
CREATE INDEX "inspector_entry_person_id_idx" ON "inspector_entry"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "inspector_entry_region_code_number_key" ON "inspector_entry"("region_code", "number");

-- CreateIndex
CREATE UNIQUE INDEX "inspection_no_key" ON "inspection"("no");

-- CreateIndex
CREATE INDEX "inspection_region_code_state_idx" ON "inspection"("region_code", "state");

-- CreateIndex
CREATE UNIQUE INDEX "inspection_visit_document_id_key" ON "inspection_visit"("document_id");

-- CreateIndex
CREATE INDEX "inspection_visit_body_id_state_idx" ON "inspection_visit"("body_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "inspection_visit_inspection_id_body_id_key" ON "inspection_visit"("inspection_id", "body_id");

-- CreateIndex
CREATE INDEX "visit_inspector_person_id_idx" ON "visit_inspector"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "inspection_finding_visit_id_number_key" ON "inspection_finding"("visit_id", "number");

-- AddForeignKey
ALTER TABLE "circumstance_clue" ADD CONSTRAINT "circumstance_clue_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "supervision_case"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supervision_step" ADD CONSTRAINT "supervision_step_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "supervision_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supervision_demand" ADD CONSTRAINT "supervision_demand_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "supervision_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supervision_paper" ADD CONSTRAINT "supervision_paper_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "supervision_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection_visit" ADD CONSTRAINT "inspection_visit_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "inspection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_inspector" ADD CONSTRAINT "visit_inspector_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "inspection_visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection_finding" ADD CONSTRAINT "inspection_finding_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "inspection_visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The file of a case and what an inspection found are appended, never edited.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['supervision_step', 'inspection_finding'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
  END LOOP;
END $$;

-- A clue is decided by a person, with a reason; one that is gone stays on record.
ALTER TABLE circumstance_clue ADD CONSTRAINT circumstance_clue_seven CHECK (circumstance BETWEEN 1 AND 7);
ALTER TABLE circumstance_clue ADD CONSTRAINT circumstance_clue_decided CHECK (state = 'open' OR (decided_by IS NOT NULL AND decided_at IS NOT NULL AND words <> ''));
-- Who writes a fact down by hand does not confirm it.
ALTER TABLE circumstance_clue ADD CONSTRAINT circumstance_clue_two_people CHECK (opened_by IS NULL OR state <> 'confirmed' OR opened_by <> decided_by);

ALTER TABLE supervision_case ADD CONSTRAINT supervision_case_seven CHECK (circumstance BETWEEN 1 AND 7);
-- No order without a term (Article 27).
ALTER TABLE supervision_case ADD CONSTRAINT supervision_case_term CHECK (state NOT IN ('correcting', 'overdue', 'reported', 'corrected') OR (due_on IS NOT NULL AND first_due_on IS NOT NULL));
ALTER TABLE supervision_case ADD CONSTRAINT supervision_case_closed CHECK ((state IN ('closed', 'dropped')) = (closed_at IS NOT NULL));
ALTER TABLE supervision_case ADD CONSTRAINT supervision_case_late CHECK (state <> 'overdue' OR lapsed_on IS NOT NULL);

-- Drafted by one person, issued by another, with the number, the signatory and the day the paper itself bears.
ALTER TABLE supervision_paper ADD CONSTRAINT supervision_paper_issued CHECK (state <> 'issued' OR (no IS NOT NULL AND issuer IS NOT NULL AND document_no <> '' AND signatory <> ''
  AND issued_on IS NOT NULL AND document_id IS NOT NULL AND recorded_by IS NOT NULL AND recorded_by <> drafted_by));
CREATE UNIQUE INDEX supervision_paper_one_draft ON supervision_paper (case_id) WHERE state = 'drafted';
CREATE UNIQUE INDEX supervision_paper_once ON supervision_paper (case_id, kind) WHERE state = 'issued' AND kind IN ('order', 'criticism');
CREATE FUNCTION supervision_paper_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state <> 'drafted' OR NEW.case_id <> OLD.case_id OR NEW.kind <> OLD.kind OR NEW.content <> OLD.content THEN
    RAISE EXCEPTION 'append_only: supervision_paper %', OLD.id USING ERRCODE = '23001';
  END IF;
  -- Each later sanction needs the earlier document (Article 27): no criticism without an order, no proposal without a criticism.
  IF NEW.state = 'issued' AND NEW.kind IN ('criticism', 'recheck') AND NOT EXISTS (SELECT 1 FROM supervision_paper p WHERE p.case_id = NEW.case_id AND p.kind = 'order' AND p.state = 'issued')
    OR NEW.state = 'issued' AND NEW.kind = 'discipline' AND NOT EXISTS (SELECT 1 FROM supervision_paper p WHERE p.case_id = NEW.case_id AND p.kind = 'criticism' AND p.state = 'issued') THEN
    RAISE EXCEPTION 'supervision_ladder: %', NEW.kind USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER supervision_paper_stands BEFORE UPDATE OR DELETE ON supervision_paper FOR EACH ROW EXECUTE FUNCTION supervision_paper_stands();

-- What was committed to is what is drawn from: the pool does not change, and the seed is the one whose hash was published.
ALTER TABLE inspection ADD CONSTRAINT inspection_two_inspectors CHECK (inspectors_each >= 2 AND bodies_wanted >= 1);
ALTER TABLE inspection ADD CONSTRAINT inspection_seed CHECK (seed IS NULL OR commitment = encode(sha256(convert_to(seed, 'UTF8')), 'hex'));
CREATE FUNCTION inspection_commitment_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.commitment IS NOT NULL AND (NEW.commitment IS DISTINCT FROM OLD.commitment OR NEW.pool IS DISTINCT FROM OLD.pool
      OR NEW.pool_canonical IS DISTINCT FROM OLD.pool_canonical OR NEW.bodies_wanted <> OLD.bodies_wanted OR NEW.inspectors_each <> OLD.inspectors_each
      OR OLD.seed IS NOT NULL AND NEW.seed IS DISTINCT FROM OLD.seed) THEN
    RAISE EXCEPTION 'append_only: inspection %', OLD.id USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER inspection_commitment_stands BEFORE UPDATE ON inspection FOR EACH ROW EXECUTE FUNCTION inspection_commitment_stands();
