-- CreateEnum
CREATE TYPE "EvaluationSchemeState" AS ENUM ('drafting', 'published', 'replaced');

-- CreateEnum
CREATE TYPE "EvaluationRunState" AS ENUM ('collecting', 'cut', 'published');

-- CreateTable
CREATE TABLE "evaluation_scheme" (
    "id" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "title_en" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "subjects" TEXT NOT NULL,
    "period_kind" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "weights_verified" BOOLEAN NOT NULL,
    "state" "EvaluationSchemeState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "drafted_by" TEXT NOT NULL,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL,
    "document_no" TEXT,
    "published_by" TEXT,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "evaluation_scheme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evaluation_indicator" (
    "scheme_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "dimension" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "explanation" TEXT NOT NULL,
    "weight_bp" INTEGER NOT NULL,
    "full_ppm" BIGINT NOT NULL,
    "floor_ppm" BIGINT NOT NULL,
    "min_den" INTEGER NOT NULL,
    "when_missing" TEXT NOT NULL,

    CONSTRAINT "evaluation_indicator_pkey" PRIMARY KEY ("scheme_id","code")
);

-- CreateTable
CREATE TABLE "evaluation_run" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "scheme_id" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "period" VARCHAR(7) NOT NULL,
    "period_from" VARCHAR(10) NOT NULL,
    "period_to" VARCHAR(10) NOT NULL,
    "state" "EvaluationRunState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "opened_by" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "report_due_on" VARCHAR(10) NOT NULL,
    "cut_by" TEXT,
    "cut_at" TIMESTAMPTZ(3),
    "appeal_due_on" VARCHAR(10),
    "document_no" TEXT,
    "published_by" TEXT,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "evaluation_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evaluation_body" (
    "run_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "receiver_id" TEXT,

    CONSTRAINT "evaluation_body_pkey" PRIMARY KEY ("run_id","key")
);

-- CreateTable
CREATE TABLE "evaluation_fact" (
    "run_id" TEXT NOT NULL,
    "body_key" TEXT NOT NULL,
    "indicator" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "num" BIGINT NOT NULL,
    "den" BIGINT NOT NULL,
    "standing" TEXT NOT NULL,
    "rows" JSONB NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "reason" TEXT,

    CONSTRAINT "evaluation_fact_pkey" PRIMARY KEY ("run_id","body_key","indicator","version")
);

-- CreateTable
CREATE TABLE "evaluation_result" (
    "run_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "body_key" TEXT NOT NULL,
    "score_num" TEXT,
    "score_den" TEXT,
    "score_bp" INTEGER,
    "place" INTEGER,

    CONSTRAINT "evaluation_result_pkey" PRIMARY KEY ("run_id","version","body_key")
);

-- CreateTable
CREATE TABLE "evaluation_version" (
    "run_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "document_no" TEXT,
    "sha256" VARCHAR(64) NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evaluation_version_pkey" PRIMARY KEY ("run_id","version")
);

-- CreateTable
CREATE TABLE "evaluation_report" (
    "id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "body_key" TEXT NOT NULL,
    "indicator" TEXT NOT NULL,
    "num" BIGINT NOT NULL,
    "den" BIGINT NOT NULL,
    "words" TEXT NOT NULL,
    "file_key" TEXT NOT NULL,
    "file_kind" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "state" TEXT NOT NULL,
    "reporter_organization_id" TEXT NOT NULL,
    "reported_by" TEXT NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,
    "opinion" TEXT,
    "reviewed_by" TEXT,
    "reviewed_at" TIMESTAMPTZ(3),

    CONSTRAINT "evaluation_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evaluation_appeal" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "body_key" TEXT NOT NULL,
    "indicator" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "filed_by" TEXT NOT NULL,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "due_on" VARCHAR(10) NOT NULL,
    "outcome" TEXT,
    "answer" TEXT,
    "result_version" INTEGER,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "evaluation_appeal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "development_plan" (
    "id" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "state" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "period_from" VARCHAR(10) NOT NULL,
    "period_to" VARCHAR(10) NOT NULL,
    "summary" TEXT NOT NULL,
    "document_no" TEXT,
    "drafted_by" TEXT NOT NULL,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by" TEXT,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "development_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "development_goal" (
    "id" TEXT NOT NULL,
    "plan_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "target" BIGINT NOT NULL,
    "unit" TEXT NOT NULL,
    "responsible_id" TEXT NOT NULL,
    "due_on" VARCHAR(10) NOT NULL,

    CONSTRAINT "development_goal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "goal_report" (
    "id" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "goal_code" TEXT NOT NULL,
    "value" BIGINT NOT NULL,
    "words" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "goal_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_use_case" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "agency_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "since" VARCHAR(10) NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_on" VARCHAR(10),

    CONSTRAINT "data_use_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_use_case_source" (
    "use_case_id" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,

    CONSTRAINT "data_use_case_source_pkey" PRIMARY KEY ("use_case_id","entry_id")
);

-- CreateTable
CREATE TABLE "data_use_case_effect" (
    "id" TEXT NOT NULL,
    "use_case_id" TEXT NOT NULL,
    "on" VARCHAR(10) NOT NULL,
    "words" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "data_use_case_effect_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "digitisation_plan" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "agency_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "title" TEXT NOT NULL,
    "medium" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "total" BIGINT NOT NULL,
    "due_on" VARCHAR(10) NOT NULL,
    "entry_id" TEXT,
    "revision" INTEGER NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "digitisation_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "digitisation_report" (
    "id" TEXT NOT NULL,
    "plan_id" TEXT NOT NULL,
    "done" BIGINT NOT NULL,
    "words" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "digitisation_report_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "evaluation_scheme_region_code_state_idx" ON "evaluation_scheme"("region_code", "state");

-- CreateIndex
CREATE UNIQUE INDEX "evaluation_scheme_series_version_key" ON "evaluation_scheme"("series", "version");

-- CreateIndex
CREATE UNIQUE INDEX "evaluation_indicator_scheme_id_position_key" ON "evaluation_indicator"("scheme_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "evaluation_run_no_key" ON "evaluation_run"("no");

-- CreateIndex
CREATE INDEX "evaluation_run_scheme_id_idx" ON "evaluation_run"("scheme_id");

-- CreateIndex
CREATE INDEX "evaluation_run_region_code_state_idx" ON "evaluation_run"("region_code", "state");

-- CreateIndex
CREATE UNIQUE INDEX "evaluation_run_series_period_key" ON "evaluation_run"("series", "period");

-- CreateIndex
CREATE INDEX "evaluation_body_receiver_id_idx" ON "evaluation_body"("receiver_id");

-- CreateIndex
CREATE INDEX "evaluation_report_run_id_body_key_indicator_idx" ON "evaluation_report"("run_id", "body_key", "indicator");

-- CreateIndex
CREATE UNIQUE INDEX "evaluation_appeal_no_key" ON "evaluation_appeal"("no");

-- CreateIndex
CREATE INDEX "evaluation_appeal_run_id_body_key_idx" ON "evaluation_appeal"("run_id", "body_key");

-- CreateIndex
CREATE INDEX "development_plan_region_code_state_idx" ON "development_plan"("region_code", "state");

-- CreateIndex
CREATE UNIQUE INDEX "development_plan_series_version_key" ON "development_plan"("series", "version");

-- CreateIndex
CREATE INDEX "development_goal_responsible_id_idx" ON "development_goal"("responsible_id");

-- CreateIndex
CREATE UNIQUE INDEX "development_goal_plan_id_code_key" ON "development_goal"("plan_id", "code");

-- CreateIndex
CREATE INDEX "goal_report_series_goal_code_at_idx" ON "goal_report"("series", "goal_code", "at");

-- CreateIndex
CREATE UNIQUE INDEX "data_use_case_no_key" ON "data_use_case"("no");

-- CreateIndex
CREATE INDEX "data_use_case_agency_id_idx" ON "data_use_case"("agency_id");

-- CreateIndex
CREATE INDEX "data_use_case_region_code_state_idx" ON "data_use_case"("region_code", "state");

-- CreateIndex
CREATE INDEX "data_use_case_source_entry_id_idx" ON "data_use_case_source"("entry_id");

-- CreateIndex
CREATE INDEX "data_use_case_effect_use_case_id_on_idx" ON "data_use_case_effect"("use_case_id", "on");

-- CreateIndex
CREATE UNIQUE INDEX "digitisation_plan_no_key" ON "digitisation_plan"("no");

-- CreateIndex
CREATE INDEX "digitisation_plan_agency_id_idx" ON "digitisation_plan"("agency_id");

-- CreateIndex
CREATE INDEX "digitisation_plan_region_code_idx" ON "digitisation_plan"("region_code");

-- CreateIndex
CREATE INDEX "digitisation_report_plan_id_at_idx" ON "digitisation_report"("plan_id", "at");

-- AddForeignKey
ALTER TABLE "evaluation_indicator" ADD CONSTRAINT "evaluation_indicator_scheme_id_fkey" FOREIGN KEY ("scheme_id") REFERENCES "evaluation_scheme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_run" ADD CONSTRAINT "evaluation_run_scheme_id_fkey" FOREIGN KEY ("scheme_id") REFERENCES "evaluation_scheme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_body" ADD CONSTRAINT "evaluation_body_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "evaluation_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_fact" ADD CONSTRAINT "evaluation_fact_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "evaluation_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_result" ADD CONSTRAINT "evaluation_result_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "evaluation_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_version" ADD CONSTRAINT "evaluation_version_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "evaluation_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_report" ADD CONSTRAINT "evaluation_report_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "evaluation_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_appeal" ADD CONSTRAINT "evaluation_appeal_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "evaluation_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "development_goal" ADD CONSTRAINT "development_goal_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "development_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_use_case_source" ADD CONSTRAINT "data_use_case_source_use_case_id_fkey" FOREIGN KEY ("use_case_id") REFERENCES "data_use_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_use_case_effect" ADD CONSTRAINT "data_use_case_effect_use_case_id_fkey" FOREIGN KEY ("use_case_id") REFERENCES "data_use_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digitisation_report" ADD CONSTRAINT "digitisation_report_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "digitisation_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "evaluation_indicator"
  ADD CONSTRAINT "evaluation_indicator_weight" CHECK ("weight_bp" BETWEEN 1 AND 10000),
  ADD CONSTRAINT "evaluation_indicator_lines" CHECK ("full_ppm" >= 0 AND "floor_ppm" >= 0 AND "full_ppm" <> "floor_ppm"),
  ADD CONSTRAINT "evaluation_indicator_den" CHECK ("min_den" >= 1);
ALTER TABLE "evaluation_fact" ADD CONSTRAINT "evaluation_fact_count" CHECK ("num" >= 0 AND "den" >= 0 AND "version" >= 1);
ALTER TABLE "evaluation_report" ADD CONSTRAINT "evaluation_report_count" CHECK ("num" >= 0 AND "den" >= 1);
ALTER TABLE "development_goal" ADD CONSTRAINT "development_goal_target" CHECK ("target" > 0);
ALTER TABLE "digitisation_plan" ADD CONSTRAINT "digitisation_plan_total" CHECK ("total" > 0);
ALTER TABLE "digitisation_report" ADD CONSTRAINT "digitisation_report_done" CHECK ("done" >= 0);
-- What is published was published by somebody else than who drafted it, by a document.
ALTER TABLE "evaluation_scheme" ADD CONSTRAINT "evaluation_scheme_two" CHECK ("state" = 'drafting'
  OR ("document_no" IS NOT NULL AND "published_by" IS NOT NULL AND "published_by" <> "drafted_by"));
ALTER TABLE "evaluation_run" ADD CONSTRAINT "evaluation_run_two" CHECK ("state" <> 'published'
  OR ("document_no" IS NOT NULL AND "published_by" IS NOT NULL AND "published_by" <> "cut_by"));

-- A published scheme has weights of exactly 100 points and never changes but for being replaced.
CREATE FUNCTION evaluation_scheme_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'drafting' AND (NEW.state = 'drafting' OR (to_jsonb(NEW) - 'state') <> (to_jsonb(OLD) - 'state')) THEN
    RAISE EXCEPTION 'a published evaluation scheme does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state = 'drafting' AND NEW.state <> 'drafting'
    AND (SELECT coalesce(sum(weight_bp), 0) FROM evaluation_indicator WHERE scheme_id = NEW.id) <> 10000 THEN
    RAISE EXCEPTION 'the weights of an evaluation scheme sum to 100' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER evaluation_scheme_guard BEFORE UPDATE ON "evaluation_scheme"
  FOR EACH ROW EXECUTE FUNCTION evaluation_scheme_guard();
CREATE TRIGGER evaluation_scheme_kept BEFORE DELETE ON "evaluation_scheme"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION evaluation_indicator_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT state FROM evaluation_scheme WHERE id = coalesce(NEW.scheme_id, OLD.scheme_id)) <> 'drafting' THEN
    RAISE EXCEPTION 'a published evaluation scheme does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER evaluation_indicator_guard BEFORE INSERT OR UPDATE OR DELETE ON "evaluation_indicator"
  FOR EACH ROW EXECUTE FUNCTION evaluation_indicator_guard();

-- Facts, results and reports of progress are appended, never edited.
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['evaluation_fact', 'evaluation_result', 'evaluation_version', 'goal_report', 'data_use_case_effect',
    'digitisation_report'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
  END LOOP;
END $$;
