-- CreateEnum
CREATE TYPE "ProposalState" AS ENUM ('open', 'settled', 'withdrawn', 'replaced', 'lapsed');

-- AlterTable
ALTER TABLE "agreement" ADD COLUMN     "deviations" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "agreement_version" ADD COLUMN     "deviations" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "agreement_amendment" ADD COLUMN     "deviations" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "agreement_matter_step" ADD COLUMN     "clauses" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "agreement_template" ADD COLUMN     "closed_words" TEXT,
ADD COLUMN     "document_id" TEXT,
ADD COLUMN     "kind" TEXT NOT NULL,
ADD COLUMN     "marks" JSONB NOT NULL;

-- CreateTable
CREATE TABLE "agreement_draft" (
    "id" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "terms" JSONB NOT NULL,
    "deviations" JSONB NOT NULL,
    "proposal_id" TEXT,
    "clauses" TEXT[],
    "words" TEXT,
    "person_id" TEXT,
    "organization_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreement_draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement_proposal" (
    "id" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "organization_id" TEXT NOT NULL,
    "state" "ProposalState" NOT NULL,
    "base_number" INTEGER NOT NULL,
    "terms" JSONB NOT NULL,
    "deviations" JSONB NOT NULL,
    "words" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreement_proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement_draft_seen" (
    "agreement_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreement_draft_seen_pkey" PRIMARY KEY ("agreement_id","organization_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "agreement_draft_agreement_id_number_key" ON "agreement_draft"("agreement_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_proposal_agreement_id_number_key" ON "agreement_proposal"("agreement_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_template_document_id_key" ON "agreement_template"("document_id");

-- AddForeignKey
ALTER TABLE "agreement_draft" ADD CONSTRAINT "agreement_draft_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_proposal" ADD CONSTRAINT "agreement_proposal_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_draft_seen" ADD CONSTRAINT "agreement_draft_seen_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was drafted and proposed is never edited (Article 23).
CREATE TRIGGER agreement_draft_append_only BEFORE UPDATE OR DELETE ON agreement_draft FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER agreement_draft_no_truncate BEFORE TRUNCATE ON agreement_draft FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Of a proposal only its state is still open, and only once.
CREATE FUNCTION proposal_is_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.state <> 'open' AND NEW.state <> OLD.state) OR
    (OLD.id, OLD.agreement_id, OLD.number, OLD.organization_id, OLD.base_number, OLD.terms, OLD.deviations, OLD.words, OLD.created_by, OLD.created_at)
    IS DISTINCT FROM
    (NEW.id, NEW.agreement_id, NEW.number, NEW.organization_id, NEW.base_number, NEW.terms, NEW.deviations, NEW.words, NEW.created_by, NEW.created_at) THEN
    RAISE EXCEPTION 'append_only: proposal % is made', OLD.id USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER agreement_proposal_made BEFORE UPDATE OR DELETE ON agreement_proposal FOR EACH ROW EXECUTE FUNCTION proposal_is_made();
CREATE TRIGGER agreement_proposal_no_truncate BEFORE TRUNCATE ON agreement_proposal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A side has one proposal open at a time.
CREATE UNIQUE INDEX agreement_proposal_one_open ON agreement_proposal (agreement_id, organization_id) WHERE state = 'open';

-- A published template is what agreements were drawn from: only the last day it may be chosen, and why, are still open.
CREATE OR REPLACE FUNCTION template_is_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'published' AND (TG_OP = 'DELETE' OR
    (OLD.id, OLD.series, OLD.version, OLD.name, OLD.note, OLD.region_code, OLD.kind, OLD.state, OLD.terms, OLD.marks, OLD.document_id, OLD.in_force_from)
    IS DISTINCT FROM
    (NEW.id, NEW.series, NEW.version, NEW.name, NEW.note, NEW.region_code, NEW.kind, NEW.state, NEW.terms, NEW.marks, NEW.document_id, NEW.in_force_from)) THEN
    RAISE EXCEPTION 'append_only: template % is published', OLD.id USING ERRCODE = '23001';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
