-- CreateEnum
CREATE TYPE "SetKind" AS ENUM ('base', 'topic');

-- AlterEnum
ALTER TYPE "Power" ADD VALUE 'audit_office';

-- AlterTable
ALTER TABLE "classification_node" ADD COLUMN     "closed_on" VARCHAR(10);

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "delegation_id" TEXT;

-- CreateTable
CREATE TABLE "resource_set" (
    "id" TEXT NOT NULL,
    "code" VARCHAR(3) NOT NULL,
    "kind" "SetKind" NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "purpose_en" TEXT NOT NULL,
    "document_no" TEXT NOT NULL,
    "opened_on" VARCHAR(10) NOT NULL,
    "closed_on" VARCHAR(10),
    "closed_by" TEXT,
    "close_document_no" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "resource_set_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lead_appointment" (
    "id" TEXT NOT NULL,
    "set_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "document_no" TEXT NOT NULL,
    "valid_from" VARCHAR(10) NOT NULL,
    "valid_to" VARCHAR(10),
    "appointed_by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lead_appointment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "set_member" (
    "id" TEXT NOT NULL,
    "set_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "removed_by" TEXT,

    CONSTRAINT "set_member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "set_entry" (
    "id" TEXT NOT NULL,
    "set_id" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "opinion" TEXT NOT NULL DEFAULT '',
    "offered_by" TEXT NOT NULL,
    "offered_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "removed_by" TEXT,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "set_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "classification_change" (
    "id" TEXT NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "action" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "document_no" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "classification_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cloud_node" (
    "id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "operator" TEXT NOT NULL,
    "document_no" TEXT NOT NULL,
    "public_key" TEXT,
    "threshold_minutes" INTEGER NOT NULL DEFAULT 30,
    "opened_on" VARCHAR(10) NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cloud_node_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cloud_ping" (
    "id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "reported_by" TEXT,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "cloud_ping_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "business_system" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "node_id" TEXT,
    "docking" TEXT NOT NULL,
    "docked_on" VARCHAR(10),
    "planned_on" VARCHAR(10),
    "note" TEXT NOT NULL DEFAULT '',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "retired_on" VARCHAR(10),
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "business_system_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_item" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "system_id" TEXT,
    "online" TEXT[],
    "without" TEXT[],
    "revision" INTEGER NOT NULL DEFAULT 1,
    "closed_on" VARCHAR(10),
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "region" (
    "id" TEXT NOT NULL,
    "code" VARCHAR(9) NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "parent_code" VARCHAR(9),
    "valid_from" VARCHAR(10) NOT NULL,
    "valid_to" VARCHAR(10),
    "successor_code" VARCHAR(9),
    "document_no" TEXT NOT NULL,
    "end_document_no" TEXT,
    "recorded_by" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "region_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "office_case" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "organization_id" TEXT,
    "payload" JSONB NOT NULL,
    "document_no" TEXT NOT NULL,
    "effective_on" VARCHAR(10) NOT NULL,
    "state" TEXT NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "opinion" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "office_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization_name" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "until" VARCHAR(10) NOT NULL,
    "document_no" TEXT NOT NULL,

    CONSTRAINT "organization_name_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization_end" (
    "organization_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "ended_on" VARCHAR(10) NOT NULL,
    "successor_ids" TEXT[],
    "document_no" TEXT NOT NULL,

    CONSTRAINT "organization_end_pkey" PRIMARY KEY ("organization_id")
);

-- CreateTable
CREATE TABLE "department" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "department_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "post" (
    "id" TEXT NOT NULL,
    "department_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "head" BOOLEAN NOT NULL DEFAULT false,
    "holder_id" TEXT,
    "held_since" VARCHAR(10),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delegation" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "holder_id" TEXT NOT NULL,
    "delegate_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "duties" TEXT[],
    "valid_from" VARCHAR(10) NOT NULL,
    "valid_to" VARCHAR(10),
    "reason" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by" TEXT,

    CONSTRAINT "delegation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "absence" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "from_day" VARCHAR(10) NOT NULL,
    "to_day" VARCHAR(10),
    "marked_by" TEXT NOT NULL,
    "marked_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "absence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delegated_act" (
    "id" BIGSERIAL NOT NULL,
    "delegation_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delegated_act_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "resource_set_code_key" ON "resource_set"("code");

-- CreateIndex
CREATE INDEX "lead_appointment_set_id_idx" ON "lead_appointment"("set_id");

-- CreateIndex
CREATE INDEX "lead_appointment_organization_id_idx" ON "lead_appointment"("organization_id");

-- CreateIndex
CREATE INDEX "set_member_set_id_idx" ON "set_member"("set_id");

-- CreateIndex
CREATE INDEX "set_member_organization_id_idx" ON "set_member"("organization_id");

-- CreateIndex
CREATE INDEX "set_entry_set_id_state_idx" ON "set_entry"("set_id", "state");

-- CreateIndex
CREATE INDEX "set_entry_entry_id_idx" ON "set_entry"("entry_id");

-- CreateIndex
CREATE INDEX "classification_change_code_idx" ON "classification_change"("code");

-- CreateIndex
CREATE UNIQUE INDEX "cloud_node_region_code_key" ON "cloud_node"("region_code");

-- CreateIndex
CREATE INDEX "cloud_ping_node_id_at_idx" ON "cloud_ping"("node_id", "at");

-- CreateIndex
CREATE INDEX "business_system_organization_id_idx" ON "business_system"("organization_id");

-- CreateIndex
CREATE INDEX "business_system_node_id_idx" ON "business_system"("node_id");

-- CreateIndex
CREATE UNIQUE INDEX "service_item_code_key" ON "service_item"("code");

-- CreateIndex
CREATE INDEX "service_item_organization_id_idx" ON "service_item"("organization_id");

-- CreateIndex
CREATE INDEX "service_item_system_id_idx" ON "service_item"("system_id");

-- CreateIndex
CREATE INDEX "region_parent_code_idx" ON "region"("parent_code");

-- CreateIndex
CREATE UNIQUE INDEX "region_code_valid_from_key" ON "region"("code", "valid_from");

-- CreateIndex
CREATE INDEX "office_case_region_code_state_idx" ON "office_case"("region_code", "state");

-- CreateIndex
CREATE INDEX "office_case_organization_id_idx" ON "office_case"("organization_id");

-- CreateIndex
CREATE INDEX "organization_name_organization_id_idx" ON "organization_name"("organization_id");

-- CreateIndex
CREATE INDEX "department_organization_id_idx" ON "department"("organization_id");

-- CreateIndex
CREATE INDEX "post_department_id_idx" ON "post"("department_id");

-- CreateIndex
CREATE INDEX "post_holder_id_idx" ON "post"("holder_id");

-- CreateIndex
CREATE INDEX "delegation_organization_id_idx" ON "delegation"("organization_id");

-- CreateIndex
CREATE INDEX "delegation_holder_id_idx" ON "delegation"("holder_id");

-- CreateIndex
CREATE INDEX "delegation_delegate_id_idx" ON "delegation"("delegate_id");

-- CreateIndex
CREATE INDEX "absence_person_id_idx" ON "absence"("person_id");

-- CreateIndex
CREATE INDEX "delegated_act_delegation_id_at_idx" ON "delegated_act"("delegation_id", "at");

-- CreateIndex
CREATE INDEX "session_delegation_id_idx" ON "session"("delegation_id");

-- AddForeignKey
ALTER TABLE "lead_appointment" ADD CONSTRAINT "lead_appointment_set_id_fkey" FOREIGN KEY ("set_id") REFERENCES "resource_set"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead_appointment" ADD CONSTRAINT "lead_appointment_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "set_member" ADD CONSTRAINT "set_member_set_id_fkey" FOREIGN KEY ("set_id") REFERENCES "resource_set"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "set_member" ADD CONSTRAINT "set_member_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "set_entry" ADD CONSTRAINT "set_entry_set_id_fkey" FOREIGN KEY ("set_id") REFERENCES "resource_set"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "set_entry" ADD CONSTRAINT "set_entry_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cloud_ping" ADD CONSTRAINT "cloud_ping_node_id_fkey" FOREIGN KEY ("node_id") REFERENCES "cloud_node"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "business_system" ADD CONSTRAINT "business_system_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "business_system" ADD CONSTRAINT "business_system_node_id_fkey" FOREIGN KEY ("node_id") REFERENCES "cloud_node"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_item" ADD CONSTRAINT "service_item_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_item" ADD CONSTRAINT "service_item_system_id_fkey" FOREIGN KEY ("system_id") REFERENCES "business_system"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization_name" ADD CONSTRAINT "organization_name_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization_end" ADD CONSTRAINT "organization_end_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "department" ADD CONSTRAINT "department_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_delegate_id_fkey" FOREIGN KEY ("delegate_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delegated_act" ADD CONSTRAINT "delegated_act_delegation_id_fkey" FOREIGN KEY ("delegation_id") REFERENCES "delegation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_delegation_id_fkey" FOREIGN KEY ("delegation_id") REFERENCES "delegation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Exactly one current lead, one standing membership, one standing entry; one row in force a region code.
CREATE UNIQUE INDEX lead_one_current ON lead_appointment (set_id) WHERE valid_to IS NULL;
CREATE UNIQUE INDEX set_member_once ON set_member (set_id, organization_id) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX set_entry_once ON set_entry (set_id, entry_id) WHERE state IN ('offered', 'compiled');
CREATE UNIQUE INDEX region_one_current ON region (code) WHERE valid_to IS NULL;
CREATE UNIQUE INDEX office_case_one_open ON office_case (organization_id, kind) WHERE state = 'proposed' AND organization_id IS NOT NULL;

ALTER TABLE region ADD CONSTRAINT region_days CHECK (valid_to IS NULL OR valid_to >= valid_from);
ALTER TABLE lead_appointment ADD CONSTRAINT lead_days CHECK (valid_to IS NULL OR valid_to >= valid_from);
ALTER TABLE delegation ADD CONSTRAINT delegation_two_people CHECK (holder_id <> delegate_id);
ALTER TABLE delegation ADD CONSTRAINT delegation_term CHECK (kind IN ('delegation', 'deputy') AND (kind = 'deputy' OR valid_to IS NOT NULL) AND (valid_to IS NULL OR valid_to >= valid_from));
ALTER TABLE absence ADD CONSTRAINT absence_days CHECK (to_day IS NULL OR to_day >= from_day);
-- Who enters what a document orders is not who confirms it.
ALTER TABLE office_case ADD CONSTRAINT office_case_two_people CHECK (state NOT IN ('done', 'refused') OR (decided_by IS NOT NULL AND decided_by <> proposed_by));
ALTER TABLE set_entry ADD CONSTRAINT set_entry_state CHECK (state IN ('offered', 'compiled', 'declined', 'removed'));

-- A power of a region has one holder on any day (Article 4: one information department a government).
CREATE FUNCTION mandate_has_one_holder() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext(NEW.power::text || NEW.region_code));
  IF NEW.valid_to IS NOT NULL AND NEW.valid_to < NEW.valid_from THEN RETURN NEW; END IF;
  IF EXISTS (SELECT 1 FROM mandate m WHERE m.id <> NEW.id AND m.power = NEW.power AND m.region_code = NEW.region_code
       AND (m.valid_to IS NULL OR m.valid_to >= m.valid_from)
       AND m.valid_from <= COALESCE(NEW.valid_to, '9999-12-31') AND COALESCE(m.valid_to, '9999-12-31') >= NEW.valid_from) THEN
    RAISE EXCEPTION 'mandate: % of % has a holder in these days', NEW.power, NEW.region_code USING ERRCODE = '23505';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER mandate_one_holder BEFORE INSERT OR UPDATE OF power, region_code, valid_from, valid_to ON mandate FOR EACH ROW EXECUTE FUNCTION mandate_has_one_holder();

-- A code of the classification stays what it is: closed it keeps its entries, and it is neither opened again nor deleted.
CREATE FUNCTION classification_code_is_permanent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.code <> OLD.code OR (OLD.closed_on IS NOT NULL AND NEW.closed_on IS DISTINCT FROM OLD.closed_on) THEN
    RAISE EXCEPTION 'append_only: classification %', OLD.code USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER classification_permanent BEFORE UPDATE OR DELETE ON classification_node FOR EACH ROW EXECUTE FUNCTION classification_code_is_permanent();

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['cloud_ping', 'delegated_act', 'organization_name', 'classification_change'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_no_truncate', t);
  END LOOP;
END $$;
