-- CreateEnum
CREATE TYPE "SharingState" AS ENUM ('drafting', 'consenting', 'filed', 'supplementing', 'proposed', 'granted', 'in_use', 'suspended', 'refused', 'withdrawn', 'expired', 'ended', 'disposed');

-- CreateTable
CREATE TABLE "sharing_request" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "requester_id" TEXT NOT NULL,
    "requester_region" VARCHAR(6) NOT NULL,
    "provider_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "state" "SharingState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "share_type" VARCHAR(1) NOT NULL,
    "share_condition" TEXT NOT NULL,
    "share_basis" TEXT NOT NULL,
    "need" TEXT NOT NULL,
    "use_basis" TEXT NOT NULL,
    "scenario" TEXT NOT NULL,
    "use_scope" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "columns" TEXT[],
    "rows_wanted" TEXT NOT NULL,
    "term_until" VARCHAR(10) NOT NULL,
    "drafted_by" TEXT NOT NULL,
    "consented_by" TEXT,
    "filed_at" TIMESTAMPTZ(3),
    "received_on" VARCHAR(10),
    "due_on" VARCHAR(10),
    "paused_on" VARCHAR(10),
    "paused_days_left" INTEGER,
    "supplement_notice" TEXT,
    "extension_days" INTEGER,
    "extension_reason" TEXT,
    "extension_asked_at" TIMESTAMPTZ(3),
    "authority_id" TEXT,
    "extension_answer" TEXT,
    "extension_words" TEXT,
    "proposal" JSONB,
    "proposed_by" TEXT,
    "outcome" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decision_reason" TEXT,
    "refusal_ground" TEXT,
    "decided_revision" INTEGER,
    "granted_table" INTEGER NOT NULL DEFAULT 1,
    "granted_columns" TEXT[],
    "granted_filters" JSONB NOT NULL DEFAULT '[]',
    "opened_at" TIMESTAMPTZ(3),
    "suspend_reason" TEXT,
    "remedy" TEXT,
    "end_reason" TEXT,
    "disposition" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sharing_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sharing_step" (
    "id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "from_state" TEXT NOT NULL,
    "to_state" TEXT NOT NULL,
    "words" TEXT,
    "person_id" TEXT,
    "organization_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sharing_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sharing_delivery" (
    "id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "table" INTEGER NOT NULL,
    "rows" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "receipt" TEXT,
    "person_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sharing_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sharing_use" (
    "id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "on" VARCHAR(10) NOT NULL,
    "person_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sharing_use_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sharing_objection" (
    "id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "decision" INTEGER NOT NULL,
    "rung" INTEGER NOT NULL,
    "body_id" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "filed_by" TEXT NOT NULL,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "due_on" VARCHAR(10) NOT NULL,
    "outcome" TEXT,
    "answer" TEXT,
    "document_no" TEXT,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "sharing_objection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sharing_correction" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "column" TEXT,
    "record" TEXT NOT NULL,
    "wrong" TEXT NOT NULL,
    "right" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "filed_by" TEXT NOT NULL,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "due_on" VARCHAR(10) NOT NULL,
    "outcome" TEXT,
    "answer" TEXT,
    "version" INTEGER,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "sharing_correction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sharing_return_rule" (
    "entry_id" TEXT NOT NULL,
    "table" INTEGER NOT NULL,
    "column" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sharing_return_rule_pkey" PRIMARY KEY ("entry_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sharing_request_no_key" ON "sharing_request"("no");

-- CreateIndex
CREATE INDEX "sharing_request_requester_id_state_idx" ON "sharing_request"("requester_id", "state");

-- CreateIndex
CREATE INDEX "sharing_request_provider_id_state_idx" ON "sharing_request"("provider_id", "state");

-- CreateIndex
CREATE INDEX "sharing_request_region_code_state_idx" ON "sharing_request"("region_code", "state");

-- CreateIndex
CREATE INDEX "sharing_request_requester_region_state_idx" ON "sharing_request"("requester_region", "state");

-- CreateIndex
CREATE INDEX "sharing_request_state_term_until_idx" ON "sharing_request"("state", "term_until");

-- CreateIndex
CREATE INDEX "sharing_request_entry_id_idx" ON "sharing_request"("entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "sharing_step_request_id_revision_key" ON "sharing_step"("request_id", "revision");

-- CreateIndex
CREATE INDEX "sharing_delivery_version_id_table_idx" ON "sharing_delivery"("version_id", "table");

-- CreateIndex
CREATE UNIQUE INDEX "sharing_delivery_request_id_number_key" ON "sharing_delivery"("request_id", "number");

-- CreateIndex
CREATE INDEX "sharing_use_request_id_at_idx" ON "sharing_use"("request_id", "at");

-- CreateIndex
CREATE INDEX "sharing_objection_body_id_answered_at_idx" ON "sharing_objection"("body_id", "answered_at");

-- CreateIndex
CREATE UNIQUE INDEX "sharing_objection_request_id_decision_rung_key" ON "sharing_objection"("request_id", "decision", "rung");

-- CreateIndex
CREATE UNIQUE INDEX "sharing_correction_no_key" ON "sharing_correction"("no");

-- CreateIndex
CREATE INDEX "sharing_correction_request_id_idx" ON "sharing_correction"("request_id");

-- CreateIndex
CREATE INDEX "sharing_correction_provider_id_answered_at_idx" ON "sharing_correction"("provider_id", "answered_at");

-- AddForeignKey
ALTER TABLE "sharing_step" ADD CONSTRAINT "sharing_step_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "sharing_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sharing_delivery" ADD CONSTRAINT "sharing_delivery_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "sharing_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sharing_use" ADD CONSTRAINT "sharing_use_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "sharing_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sharing_objection" ADD CONSTRAINT "sharing_objection_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "sharing_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sharing_correction" ADD CONSTRAINT "sharing_correction_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "sharing_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The file of a request, what was handed over and how it was used are appended, never edited.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['sharing_step', 'sharing_delivery', 'sharing_use'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
  END LOOP;
END $$;

-- No veto: what is shared unconditionally, or returned downward, is never refused (Article 13; Order 809, Articles 21 and 24).
ALTER TABLE sharing_request ADD CONSTRAINT sharing_no_veto CHECK (state <> 'refused' OR (share_type = '2' AND kind = 'request'));
-- Data that are not shared are not shared.
ALTER TABLE sharing_request ADD CONSTRAINT sharing_shareable CHECK (share_type IN ('1', '2'));
ALTER TABLE sharing_request ADD CONSTRAINT sharing_two_parties CHECK (requester_id <> provider_id);
-- The second person of the requester's consents (Order 809, Article 20).
ALTER TABLE sharing_request ADD CONSTRAINT sharing_two_people CHECK (consented_by IS NULL OR consented_by <> drafted_by);
ALTER TABLE sharing_delivery ADD CONSTRAINT sharing_delivery_counts CHECK (rows >= 0 AND bytes >= 0 AND number > 0);
