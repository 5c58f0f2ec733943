-- CreateEnum
CREATE TYPE "AssetState" AS ENUM ('draft', 'submitted', 'registered', 'cancelled');

-- CreateEnum
CREATE TYPE "AssetCaseState" AS ENUM ('filed', 'supplementing', 'accepted', 'noticed', 'registered', 'refused', 'withdrawn');

-- CreateEnum
CREATE TYPE "AssetInventoryState" AS ENUM ('counting', 'settling', 'signed');

-- CreateTable
CREATE TABLE "asset_card" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "holder_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "state" "AssetState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "cost_collection_fen" BIGINT NOT NULL DEFAULT 0,
    "cost_governance_fen" BIGINT NOT NULL DEFAULT 0,
    "cost_storage_fen" BIGINT NOT NULL DEFAULT 0,
    "valuation_fen" BIGINT,
    "valuation_report" TEXT,
    "facts" JSONB NOT NULL DEFAULT '[]',
    "evidence_sha256" VARCHAR(64),
    "facts_at" TIMESTAMPTZ(3),
    "code" VARCHAR(20),
    "number" INTEGER NOT NULL DEFAULT 0,
    "registered_on" VARCHAR(10),
    "valid_to" VARCHAR(10),
    "maintained_on" VARCHAR(10),
    "document_id" TEXT,
    "cancelled_on" VARCHAR(10),
    "cancel_ground" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "asset_card_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "asset_resource" (
    "card_id" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "live" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "asset_resource_pkey" PRIMARY KEY ("card_id","entry_id")
);

-- CreateTable
CREATE TABLE "asset_version" (
    "card_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "case_id" TEXT,
    "kind" TEXT NOT NULL,
    "holder_id" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "facts" JSONB NOT NULL,
    "document_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "asset_version_pkey" PRIMARY KEY ("card_id","number")
);

-- CreateTable
CREATE TABLE "asset_case" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "card_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" "AssetCaseState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "holder_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "authority_id" TEXT NOT NULL,
    "content" JSONB,
    "ground" TEXT,
    "words" TEXT NOT NULL,
    "filed_by" TEXT NOT NULL,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "received_on" VARCHAR(10),
    "due_on" VARCHAR(10),
    "paused_on" VARCHAR(10),
    "paused_days_left" INTEGER,
    "supplement_notice" TEXT,
    "accepted_by" TEXT,
    "review_opinion" TEXT,
    "notice_from" VARCHAR(10),
    "notice_to" VARCHAR(10),
    "refusal_ground" TEXT,
    "refusal_reason" TEXT,
    "decided_by" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "document_id" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "asset_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "asset_step" (
    "id" TEXT NOT NULL,
    "card_id" TEXT NOT NULL,
    "case_id" TEXT,
    "action" TEXT NOT NULL,
    "from_state" TEXT NOT NULL,
    "to_state" TEXT NOT NULL,
    "words" TEXT,
    "person_id" TEXT,
    "organization_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "asset_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "asset_objection" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "organization_id" TEXT,
    "words" TEXT NOT NULL,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "answer" TEXT,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "asset_objection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "asset_inventory" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "campaign" TEXT,
    "title" TEXT NOT NULL,
    "agency_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "as_of" VARCHAR(10) NOT NULL,
    "due_on" VARCHAR(10) NOT NULL,
    "state" "AssetInventoryState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "started_by" TEXT NOT NULL,
    "counted" JSONB,
    "counted_at" TIMESTAMPTZ(3),
    "signed_by" TEXT,
    "signed_at" TIMESTAMPTZ(3),
    "document_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "asset_inventory_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "asset_inventory_line" (
    "id" TEXT NOT NULL,
    "inventory_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "card_id" TEXT,
    "entry_id" TEXT,
    "subject" TEXT NOT NULL,
    "expected" TEXT NOT NULL,
    "found" TEXT NOT NULL,
    "outcome" TEXT,
    "words" TEXT,
    "settled_by" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "asset_inventory_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "asset_transfer" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "document_no" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "from_id" TEXT NOT NULL,
    "to_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "effective_on" VARCHAR(10) NOT NULL,
    "card_ids" TEXT[],
    "by_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "asset_transfer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "asset_card_no_key" ON "asset_card"("no");

-- CreateIndex
CREATE UNIQUE INDEX "asset_card_code_key" ON "asset_card"("code");

-- CreateIndex
CREATE INDEX "asset_card_holder_id_state_idx" ON "asset_card"("holder_id", "state");

-- CreateIndex
CREATE INDEX "asset_card_region_code_state_idx" ON "asset_card"("region_code", "state");

-- CreateIndex
CREATE INDEX "asset_resource_entry_id_idx" ON "asset_resource"("entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "asset_case_no_key" ON "asset_case"("no");

-- CreateIndex
CREATE INDEX "asset_case_card_id_idx" ON "asset_case"("card_id");

-- CreateIndex
CREATE INDEX "asset_case_region_code_state_idx" ON "asset_case"("region_code", "state");

-- CreateIndex
CREATE INDEX "asset_case_holder_id_state_idx" ON "asset_case"("holder_id", "state");

-- CreateIndex
CREATE INDEX "asset_step_card_id_at_idx" ON "asset_step"("card_id", "at");

-- CreateIndex
CREATE INDEX "asset_objection_case_id_idx" ON "asset_objection"("case_id");

-- CreateIndex
CREATE INDEX "asset_objection_owner_id_idx" ON "asset_objection"("owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "asset_inventory_no_key" ON "asset_inventory"("no");

-- CreateIndex
CREATE INDEX "asset_inventory_agency_id_state_idx" ON "asset_inventory"("agency_id", "state");

-- CreateIndex
CREATE INDEX "asset_inventory_region_code_state_idx" ON "asset_inventory"("region_code", "state");

-- CreateIndex
CREATE INDEX "asset_inventory_campaign_idx" ON "asset_inventory"("campaign");

-- CreateIndex
CREATE INDEX "asset_inventory_line_inventory_id_idx" ON "asset_inventory_line"("inventory_id");

-- CreateIndex
CREATE INDEX "asset_inventory_line_entry_id_idx" ON "asset_inventory_line"("entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "asset_transfer_no_key" ON "asset_transfer"("no");

-- CreateIndex
CREATE INDEX "asset_transfer_from_id_idx" ON "asset_transfer"("from_id");

-- CreateIndex
CREATE INDEX "asset_transfer_to_id_idx" ON "asset_transfer"("to_id");

-- AddForeignKey
ALTER TABLE "asset_resource" ADD CONSTRAINT "asset_resource_card_id_fkey" FOREIGN KEY ("card_id") REFERENCES "asset_card"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset_version" ADD CONSTRAINT "asset_version_card_id_fkey" FOREIGN KEY ("card_id") REFERENCES "asset_card"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset_case" ADD CONSTRAINT "asset_case_card_id_fkey" FOREIGN KEY ("card_id") REFERENCES "asset_card"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset_step" ADD CONSTRAINT "asset_step_card_id_fkey" FOREIGN KEY ("card_id") REFERENCES "asset_card"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset_objection" ADD CONSTRAINT "asset_objection_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "asset_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset_inventory_line" ADD CONSTRAINT "asset_inventory_line_inventory_id_fkey" FOREIGN KEY ("inventory_id") REFERENCES "asset_inventory"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- An entry stands on one card at a time.
CREATE UNIQUE INDEX "asset_resource_one_card" ON "asset_resource" ("entry_id") WHERE "live";

-- Whole fen, none below zero; a value is recorded only with the report it comes from.
ALTER TABLE "asset_card" ADD CONSTRAINT "asset_card_costs" CHECK ("cost_collection_fen" >= 0 AND "cost_governance_fen" >= 0 AND "cost_storage_fen" >= 0);
ALTER TABLE "asset_card" ADD CONSTRAINT "asset_card_value_has_report" CHECK ("valuation_fen" IS NULL OR ("valuation_fen" > 0 AND length(coalesce("valuation_report", '')) > 0));
ALTER TABLE "asset_card" ADD CONSTRAINT "asset_card_registered_has_code" CHECK ("state" <> 'registered' OR ("code" IS NOT NULL AND "valid_to" IS NOT NULL));

-- A code once given is never changed, taken away or given again.
CREATE FUNCTION asset_code_is_permanent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.code IS NOT NULL AND NEW.code IS DISTINCT FROM OLD.code) THEN
    RAISE EXCEPTION 'the code of an asset is permanent' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER asset_code_permanent BEFORE UPDATE OR DELETE ON "asset_card" FOR EACH ROW EXECUTE FUNCTION asset_code_is_permanent();

-- Versions, the file of a card and transfers are appended, never edited.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['asset_version', 'asset_step', 'asset_transfer'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_no_truncate', t);
  END LOOP;
END $$;
