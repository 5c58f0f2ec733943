-- DropIndex
DROP INDEX "certificate_application_id_key";

-- AlterTable
ALTER TABLE "application" ADD COLUMN     "call_id" TEXT,
ADD COLUMN     "certificate_id" TEXT,
ADD COLUMN     "conditions" TEXT,
ADD COLUMN     "extra" JSONB,
ADD COLUMN     "joint_id" TEXT,
ADD COLUMN     "legal_basis" TEXT,
ADD COLUMN     "pause_ground" TEXT,
ADD COLUMN     "pause_until" VARCHAR(10),
ADD COLUMN     "refusal_ground" TEXT,
ADD COLUMN     "supplement_items" JSONB;

-- CreateTable
CREATE TABLE "certificate_event" (
    "id" TEXT NOT NULL,
    "certificate_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "legal_basis" TEXT,
    "replaced_by" TEXT,
    "valid_to" VARCHAR(10),
    "person_id" TEXT,
    "organization_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "certificate_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application_extension" (
    "application_id" TEXT NOT NULL,
    "days" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "asked_by" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "words" TEXT,
    "decided_by" TEXT,
    "authority_id" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "due_before" VARCHAR(10),
    "due_after" VARCHAR(10),

    CONSTRAINT "application_extension_pkey" PRIMARY KEY ("application_id")
);

-- CreateTable
CREATE TABLE "application_objection" (
    "id" TEXT NOT NULL,
    "application_id" TEXT NOT NULL,
    "refusal_revision" INTEGER NOT NULL,
    "rung" INTEGER NOT NULL,
    "body_id" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "filed_by" TEXT NOT NULL,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "due_on" VARCHAR(10) NOT NULL,
    "outcome" TEXT,
    "answer" TEXT,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "application_objection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cooperation_plan" (
    "application_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "goals" TEXT NOT NULL,
    "agency_part" TEXT NOT NULL,
    "developer_part" TEXT NOT NULL,
    "schedule" TEXT NOT NULL,
    "results" TEXT NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "organization_id" TEXT NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_by" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "cooperation_plan_pkey" PRIMARY KEY ("application_id","version")
);

-- CreateTable
CREATE TABLE "licensing_call" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "kind" "AuthorizationKind" NOT NULL,
    "method" TEXT NOT NULL,
    "direct_reason" TEXT,
    "state" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "plan" TEXT NOT NULL,
    "plan_sha256" VARCHAR(64),
    "term_years" INTEGER NOT NULL,
    "agency_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "opens_on" VARCHAR(10),
    "closes_on" VARCHAR(10),
    "closed_reason" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "licensing_call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "licensing_call_resource" (
    "call_id" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,

    CONSTRAINT "licensing_call_resource_pkey" PRIMARY KEY ("call_id","entry_id")
);

-- CreateTable
CREATE TABLE "government_decision" (
    "id" TEXT NOT NULL,
    "call_id" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "application_id" TEXT,
    "outcome" TEXT NOT NULL,
    "government" TEXT NOT NULL,
    "document_no" TEXT NOT NULL,
    "decided_on" VARCHAR(10) NOT NULL,
    "words" TEXT NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "government_decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "award_notice" (
    "application_id" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "from_day" VARCHAR(10) NOT NULL,
    "to_day" VARCHAR(10) NOT NULL,
    "created_by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "award_notice_pkey" PRIMARY KEY ("application_id")
);

-- CreateTable
CREATE TABLE "joint_case" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "kind" "AuthorizationKind" NOT NULL,
    "developer_id" TEXT NOT NULL,
    "lead_id" TEXT NOT NULL,
    "lead_kind" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "joint_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "joint_step" (
    "id" TEXT NOT NULL,
    "joint_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "words" TEXT,
    "to_id" TEXT,
    "person_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "joint_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "licensing_faq" (
    "id" TEXT NOT NULL,
    "agency_id" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "licensing_faq_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enterprise_credential" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "valid_from" VARCHAR(10) NOT NULL,
    "valid_to" VARCHAR(10),
    "state" TEXT NOT NULL,
    "file_kind" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "key" TEXT NOT NULL,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "opinion" TEXT,
    "checked_by" TEXT,
    "checker_id" TEXT,
    "checked_at" TIMESTAMPTZ(3),

    CONSTRAINT "enterprise_credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enterprise_representative" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "masked_name" TEXT NOT NULL,
    "masked_number" TEXT NOT NULL,
    "valid_from" VARCHAR(10) NOT NULL,
    "valid_to" VARCHAR(10) NOT NULL,
    "state" TEXT NOT NULL,
    "file_kind" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "key" TEXT NOT NULL,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "opinion" TEXT,
    "checked_by" TEXT,
    "checker_id" TEXT,
    "checked_at" TIMESTAMPTZ(3),

    CONSTRAINT "enterprise_representative_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "certificate_event_certificate_id_at_idx" ON "certificate_event"("certificate_id", "at");

-- CreateIndex
CREATE INDEX "application_objection_body_id_idx" ON "application_objection"("body_id");

-- CreateIndex
CREATE UNIQUE INDEX "application_objection_application_id_refusal_revision_rung_key" ON "application_objection"("application_id", "refusal_revision", "rung");

-- CreateIndex
CREATE UNIQUE INDEX "licensing_call_no_key" ON "licensing_call"("no");

-- CreateIndex
CREATE INDEX "licensing_call_agency_id_idx" ON "licensing_call"("agency_id");

-- CreateIndex
CREATE INDEX "licensing_call_region_code_state_idx" ON "licensing_call"("region_code", "state");

-- CreateIndex
CREATE INDEX "licensing_call_resource_entry_id_idx" ON "licensing_call_resource"("entry_id");

-- CreateIndex
CREATE INDEX "government_decision_call_id_at_idx" ON "government_decision"("call_id", "at");

-- CreateIndex
CREATE INDEX "government_decision_application_id_idx" ON "government_decision"("application_id");

-- CreateIndex
CREATE UNIQUE INDEX "joint_case_no_key" ON "joint_case"("no");

-- CreateIndex
CREATE INDEX "joint_case_developer_id_idx" ON "joint_case"("developer_id");

-- CreateIndex
CREATE INDEX "joint_case_lead_id_idx" ON "joint_case"("lead_id");

-- CreateIndex
CREATE INDEX "joint_step_joint_id_at_idx" ON "joint_step"("joint_id", "at");

-- CreateIndex
CREATE INDEX "licensing_faq_agency_id_idx" ON "licensing_faq"("agency_id");

-- CreateIndex
CREATE INDEX "enterprise_credential_organization_id_kind_idx" ON "enterprise_credential"("organization_id", "kind");

-- CreateIndex
CREATE INDEX "enterprise_credential_checker_id_idx" ON "enterprise_credential"("checker_id");

-- CreateIndex
CREATE INDEX "enterprise_credential_state_valid_to_idx" ON "enterprise_credential"("state", "valid_to");

-- CreateIndex
CREATE INDEX "enterprise_representative_organization_id_state_idx" ON "enterprise_representative"("organization_id", "state");

-- CreateIndex
CREATE INDEX "enterprise_representative_checker_id_idx" ON "enterprise_representative"("checker_id");

-- CreateIndex
CREATE UNIQUE INDEX "application_certificate_id_key" ON "application"("certificate_id");

-- CreateIndex
CREATE INDEX "application_call_id_idx" ON "application"("call_id");

-- CreateIndex
CREATE INDEX "application_joint_id_idx" ON "application"("joint_id");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_document_id_key" ON "certificate"("document_id");

-- CreateIndex
CREATE INDEX "certificate_application_id_idx" ON "certificate"("application_id");

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "licensing_call"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_joint_id_fkey" FOREIGN KEY ("joint_id") REFERENCES "joint_case"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate_event" ADD CONSTRAINT "certificate_event_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_extension" ADD CONSTRAINT "application_extension_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_objection" ADD CONSTRAINT "application_objection_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_objection" ADD CONSTRAINT "application_objection_body_id_fkey" FOREIGN KEY ("body_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cooperation_plan" ADD CONSTRAINT "cooperation_plan_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "licensing_call" ADD CONSTRAINT "licensing_call_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "licensing_call_resource" ADD CONSTRAINT "licensing_call_resource_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "licensing_call"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "licensing_call_resource" ADD CONSTRAINT "licensing_call_resource_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "government_decision" ADD CONSTRAINT "government_decision_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "licensing_call"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "award_notice" ADD CONSTRAINT "award_notice_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "joint_case" ADD CONSTRAINT "joint_case_developer_id_fkey" FOREIGN KEY ("developer_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "joint_case" ADD CONSTRAINT "joint_case_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "joint_step" ADD CONSTRAINT "joint_step_joint_id_fkey" FOREIGN KEY ("joint_id") REFERENCES "joint_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "licensing_faq" ADD CONSTRAINT "licensing_faq_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enterprise_credential" ADD CONSTRAINT "enterprise_credential_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enterprise_credential" ADD CONSTRAINT "enterprise_credential_checker_id_fkey" FOREIGN KEY ("checker_id") REFERENCES "organization"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enterprise_representative" ADD CONSTRAINT "enterprise_representative_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enterprise_representative" ADD CONSTRAINT "enterprise_representative_checker_id_fkey" FOREIGN KEY ("checker_id") REFERENCES "organization"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand: every certificate issued so far is the one that counts; what is written on paper is appended, never edited.
UPDATE "application" a SET "certificate_id" = c."id" FROM "certificate" c WHERE c."application_id" = a."id";

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['certificate_event', 'government_decision', 'award_notice', 'joint_step'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_no_truncate', t);
  END LOOP;
END $$;

-- A version of a cooperation plan keeps its words; only the other side's confirmation is added, once.
CREATE FUNCTION cooperation_plan_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.confirmed_at IS NOT NULL
     OR (OLD.goals, OLD.agency_part, OLD.developer_part, OLD.schedule, OLD.results, OLD.sha256, OLD.organization_id, OLD.proposed_by, OLD.proposed_at)
        IS DISTINCT FROM
        (NEW.goals, NEW.agency_part, NEW.developer_part, NEW.schedule, NEW.results, NEW.sha256, NEW.organization_id, NEW.proposed_by, NEW.proposed_at) THEN
    RAISE EXCEPTION 'append_only: a version of a cooperation plan is kept as it is' USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperation_plan_kept BEFORE UPDATE OR DELETE ON "cooperation_plan" FOR EACH ROW EXECUTE FUNCTION cooperation_plan_is_kept();

ALTER TABLE "certificate_event" ADD CONSTRAINT "certificate_event_kind" CHECK ("kind" IN ('superseded', 'suspended', 'restored', 'revoked', 'reissue_asked'));
ALTER TABLE "application_extension" ADD CONSTRAINT "application_extension_days" CHECK ("days" > 0 AND ("decision" IS NULL OR "decision" IN ('consented', 'declined')));
ALTER TABLE "application_objection" ADD CONSTRAINT "application_objection_rung" CHECK ("rung" IN (1, 2) AND ("outcome" IS NULL OR "outcome" IN ('maintained', 'returned')));
ALTER TABLE "licensing_call" ADD CONSTRAINT "licensing_call_term" CHECK ("term_years" BETWEEN 1 AND 5);
ALTER TABLE "government_decision" ADD CONSTRAINT "government_decision_stage" CHECK ("stage" IN ('plan', 'award') AND "outcome" IN ('consent', 'return') AND ("stage" = 'plan' OR "application_id" IS NOT NULL));
-- The paper and its check are four eyes: nobody checks what they brought in.
ALTER TABLE "enterprise_credential" ADD CONSTRAINT "enterprise_credential_two_people" CHECK ("checked_by" IS NULL OR "checked_by" <> "added_by");
ALTER TABLE "enterprise_representative" ADD CONSTRAINT "enterprise_representative_two_people" CHECK ("checked_by" IS NULL OR "checked_by" <> "added_by");
