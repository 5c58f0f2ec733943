-- CreateEnum
CREATE TYPE "IncidentState" AS ENUM ('open', 'contained', 'closed');

-- CreateEnum
CREATE TYPE "AssessmentState" AS ENUM ('drafting', 'submitted', 'approved');

-- AlterTable

-- CreateTable
CREATE TABLE "audit_root" (
    "number" INTEGER NOT NULL,
    "day" VARCHAR(10) NOT NULL,
    "size" BIGINT NOT NULL,
    "root_hash" VARCHAR(64) NOT NULL,
    "previous" VARCHAR(64),
    "statement" TEXT NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "signature" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "certificate_pem" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_root_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "audit_root_stamp" (
    "number" INTEGER NOT NULL,
    "attested_at" TIMESTAMPTZ(3) NOT NULL,
    "authority" TEXT NOT NULL,
    "operated_by" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_root_stamp_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "audit_tile" (
    "number" INTEGER NOT NULL,
    "hash" VARCHAR(64) NOT NULL,

    CONSTRAINT "audit_tile_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "security_incident" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "state" "IncidentState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "grade" INTEGER NOT NULL,
    "threatens" BOOLEAN NOT NULL,
    "discovered_at" TIMESTAMPTZ(3) NOT NULL,
    "systems" TEXT NOT NULL,
    "data_affected" TEXT NOT NULL,
    "personal" BOOLEAN NOT NULL,
    "persons_count" INTEGER,
    "report_due_at" TIMESTAMPTZ(3) NOT NULL,
    "plan_id" TEXT,
    "plan_started_at" TIMESTAMPTZ(3),
    "reported_at" TIMESTAMPTZ(3),
    "reported_to" TEXT,
    "notified" TEXT,
    "notified_at" TIMESTAMPTZ(3),
    "cause" TEXT,
    "lessons" TEXT,
    "filed_by" TEXT NOT NULL,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_by" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "document_id" TEXT,

    CONSTRAINT "security_incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_step" (
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "emergency_plan" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "contacts" TEXT NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "review_due_on" VARCHAR(10) NOT NULL,
    "drafted_by" TEXT NOT NULL,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),

    CONSTRAINT "emergency_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "security_drill" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "plan_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "due_on" VARCHAR(10) NOT NULL,
    "planned_by" TEXT NOT NULL,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "held_on" VARCHAR(10),
    "participants" INTEGER,
    "result" TEXT,
    "findings" TEXT,
    "recorded_by" TEXT,
    "recorded_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "security_drill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drill_improvement" (
    "id" TEXT NOT NULL,
    "drill_id" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "due_on" VARCHAR(10) NOT NULL,
    "done" TEXT,
    "done_by" TEXT,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "drill_improvement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "privilege_review" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "quarter" VARCHAR(7) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "due_on" VARCHAR(10) NOT NULL,
    "closed_by" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "document_id" TEXT,

    CONSTRAINT "privilege_review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "privilege_row" (
    "id" TEXT NOT NULL,
    "review_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "person_id" TEXT,
    "subject" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "dormant" BOOLEAN NOT NULL,
    "decision" TEXT,
    "reason" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "privilege_row_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_provider" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "name" TEXT NOT NULL,
    "uscc" VARCHAR(18) NOT NULL,
    "state" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "banned_until" VARCHAR(10),
    "due_on" VARCHAR(10),
    "returned" TEXT,
    "returned_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_provider_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_contract" (
    "id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "access" TEXT NOT NULL,
    "duties" TEXT NOT NULL,
    "sla" TEXT NOT NULL,
    "onward" TEXT NOT NULL,
    "valid_from" VARCHAR(10) NOT NULL,
    "valid_to" VARCHAR(10) NOT NULL,
    "entered_by" TEXT NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_contract_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_person" (
    "id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "access" TEXT NOT NULL,
    "valid_from" VARCHAR(10) NOT NULL,
    "valid_to" VARCHAR(10) NOT NULL,
    "ended_by" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "provider_person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_evaluation" (
    "id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "points" JSONB NOT NULL,
    "score" INTEGER NOT NULL,
    "grade" VARCHAR(1) NOT NULL,
    "words" TEXT NOT NULL,
    "evaluated_by" TEXT NOT NULL,
    "evaluated_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_by" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "document_id" TEXT,

    CONSTRAINT "provider_evaluation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_step" (
    "id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "from_state" TEXT NOT NULL,
    "to_state" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "impact_assessment" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "state" "AssessmentState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "subject_name" TEXT NOT NULL,
    "handling" TEXT NOT NULL,
    "data_kinds" TEXT NOT NULL,
    "sensitive" BOOLEAN NOT NULL,
    "necessity" TEXT NOT NULL,
    "effect" TEXT NOT NULL,
    "risk" TEXT NOT NULL,
    "measures" TEXT NOT NULL,
    "conclusion" TEXT NOT NULL,
    "opinion" TEXT,
    "author_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "approver_id" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "keep_until" VARCHAR(10),

    CONSTRAINT "impact_assessment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_root_day_key" ON "audit_root"("day");

-- CreateIndex
CREATE UNIQUE INDEX "audit_root_sha256_key" ON "audit_root"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "security_incident_no_key" ON "security_incident"("no");

-- CreateIndex
CREATE INDEX "security_incident_organization_id_state_idx" ON "security_incident"("organization_id", "state");

-- CreateIndex
CREATE INDEX "security_incident_region_code_state_idx" ON "security_incident"("region_code", "state");

-- CreateIndex
CREATE UNIQUE INDEX "incident_step_incident_id_revision_key" ON "incident_step"("incident_id", "revision");

-- CreateIndex
CREATE UNIQUE INDEX "emergency_plan_organization_id_version_key" ON "emergency_plan"("organization_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "security_drill_no_key" ON "security_drill"("no");

-- CreateIndex
CREATE INDEX "security_drill_organization_id_due_on_idx" ON "security_drill"("organization_id", "due_on");

-- CreateIndex
CREATE INDEX "security_drill_region_code_idx" ON "security_drill"("region_code");

-- CreateIndex
CREATE INDEX "security_drill_plan_id_idx" ON "security_drill"("plan_id");

-- CreateIndex
CREATE INDEX "drill_improvement_drill_id_idx" ON "drill_improvement"("drill_id");

-- CreateIndex
CREATE UNIQUE INDEX "privilege_review_no_key" ON "privilege_review"("no");

-- CreateIndex
CREATE INDEX "privilege_review_region_code_idx" ON "privilege_review"("region_code");

-- CreateIndex
CREATE UNIQUE INDEX "privilege_review_organization_id_quarter_key" ON "privilege_review"("organization_id", "quarter");

-- CreateIndex
CREATE UNIQUE INDEX "privilege_row_review_id_kind_subject_person_id_key" ON "privilege_row"("review_id", "kind", "subject", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "service_provider_no_key" ON "service_provider"("no");

-- CreateIndex
CREATE INDEX "service_provider_region_code_idx" ON "service_provider"("region_code");

-- CreateIndex
CREATE UNIQUE INDEX "service_provider_organization_id_uscc_key" ON "service_provider"("organization_id", "uscc");

-- CreateIndex
CREATE UNIQUE INDEX "provider_contract_provider_id_no_key" ON "provider_contract"("provider_id", "no");

-- CreateIndex
CREATE INDEX "provider_person_provider_id_idx" ON "provider_person"("provider_id");

-- CreateIndex
CREATE UNIQUE INDEX "provider_evaluation_provider_id_year_key" ON "provider_evaluation"("provider_id", "year");

-- CreateIndex
CREATE UNIQUE INDEX "provider_step_provider_id_revision_key" ON "provider_step"("provider_id", "revision");

-- CreateIndex
CREATE UNIQUE INDEX "impact_assessment_no_key" ON "impact_assessment"("no");

-- CreateIndex
CREATE INDEX "impact_assessment_organization_id_state_idx" ON "impact_assessment"("organization_id", "state");

-- CreateIndex
CREATE INDEX "impact_assessment_subject_type_subject_id_idx" ON "impact_assessment"("subject_type", "subject_id");

-- CreateIndex
CREATE INDEX "impact_assessment_region_code_state_idx" ON "impact_assessment"("region_code", "state");

-- AddForeignKey
ALTER TABLE "audit_root_stamp" ADD CONSTRAINT "audit_root_stamp_number_fkey" FOREIGN KEY ("number") REFERENCES "audit_root"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_step" ADD CONSTRAINT "incident_step_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "security_incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "security_drill" ADD CONSTRAINT "security_drill_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "emergency_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drill_improvement" ADD CONSTRAINT "drill_improvement_drill_id_fkey" FOREIGN KEY ("drill_id") REFERENCES "security_drill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "privilege_row" ADD CONSTRAINT "privilege_row_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "privilege_review"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_contract" ADD CONSTRAINT "provider_contract_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "service_provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_person" ADD CONSTRAINT "provider_person_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "service_provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_evaluation" ADD CONSTRAINT "provider_evaluation_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "service_provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_step" ADD CONSTRAINT "provider_step_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "service_provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand: history is appended, never edited.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['audit_root', 'audit_root_stamp', 'audit_tile', 'incident_step', 'provider_contract', 'provider_step']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_no_truncate', t);
  END LOOP;
END $$;

ALTER TABLE audit_root ADD CONSTRAINT audit_root_order CHECK (number >= 1 AND size >= 1 AND (number = 1) = (previous IS NULL));
ALTER TABLE security_incident ADD CONSTRAINT security_incident_grade CHECK (grade BETWEEN 1 AND 4);
ALTER TABLE security_incident ADD CONSTRAINT security_incident_closed
  CHECK ((state = 'closed') = (closed_at IS NOT NULL) AND (state <> 'closed' OR (cause IS NOT NULL AND lessons IS NOT NULL AND closed_by <> filed_by)));
ALTER TABLE emergency_plan ADD CONSTRAINT emergency_plan_two_people CHECK (approved_by IS NULL OR approved_by <> drafted_by);
ALTER TABLE privilege_row ADD CONSTRAINT privilege_row_decision
  CHECK ((decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL OR decision IN ('keep', 'revoke', 'gone'))
    AND (decided_by IS NULL OR decided_by IS DISTINCT FROM person_id));
ALTER TABLE provider_evaluation ADD CONSTRAINT provider_evaluation_two_people
  CHECK (score BETWEEN 0 AND 100 AND (confirmed_by IS NULL OR confirmed_by <> evaluated_by));
ALTER TABLE impact_assessment ADD CONSTRAINT impact_assessment_approved
  CHECK ((state = 'approved') = (approved_at IS NOT NULL) AND (approver_id IS NULL OR state <> 'approved' OR approver_id <> author_id));

-- What has been decided stays as it was decided; nothing of these is ever deleted. An assessment is kept three years at least
-- (Personal Information Protection Law, Article 56); after that only a change of this trigger lets it go, with its reason.
CREATE FUNCTION decided_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'append_only: DELETE on % is refused', TG_TABLE_NAME USING ERRCODE = '23001';
  END IF;
  RAISE EXCEPTION 'append_only: what is decided in % stays', TG_TABLE_NAME USING ERRCODE = '23001';
END $$;
CREATE TRIGGER impact_assessment_kept BEFORE DELETE ON impact_assessment FOR EACH ROW EXECUTE FUNCTION decided_stays();
CREATE TRIGGER impact_assessment_decided BEFORE UPDATE ON impact_assessment FOR EACH ROW WHEN (OLD.state = 'approved') EXECUTE FUNCTION decided_stays();
CREATE TRIGGER emergency_plan_kept BEFORE DELETE ON emergency_plan FOR EACH ROW EXECUTE FUNCTION decided_stays();
CREATE TRIGGER emergency_plan_decided BEFORE UPDATE ON emergency_plan FOR EACH ROW WHEN (OLD.approved_at IS NOT NULL) EXECUTE FUNCTION decided_stays();
CREATE TRIGGER privilege_row_kept BEFORE DELETE ON privilege_row FOR EACH ROW EXECUTE FUNCTION decided_stays();
CREATE TRIGGER privilege_row_decided BEFORE UPDATE ON privilege_row FOR EACH ROW WHEN (OLD.decision IS NOT NULL) EXECUTE FUNCTION decided_stays();
CREATE TRIGGER provider_evaluation_kept BEFORE DELETE ON provider_evaluation FOR EACH ROW EXECUTE FUNCTION decided_stays();
CREATE TRIGGER provider_evaluation_decided BEFORE UPDATE ON provider_evaluation FOR EACH ROW WHEN (OLD.document_id IS NOT NULL) EXECUTE FUNCTION decided_stays();
CREATE TRIGGER security_incident_kept BEFORE DELETE ON security_incident FOR EACH ROW EXECUTE FUNCTION decided_stays();
CREATE TRIGGER security_incident_decided BEFORE UPDATE ON security_incident FOR EACH ROW WHEN (OLD.document_id IS NOT NULL) EXECUTE FUNCTION decided_stays();
