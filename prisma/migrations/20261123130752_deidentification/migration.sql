-- CreateEnum
CREATE TYPE "IdentityClass" AS ENUM ('direct', 'quasi', 'sensitive', 'other');

-- AlterTable
ALTER TABLE "privacy_finding" ADD COLUMN     "paths" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "treatment" ADD COLUMN     "rule" JSONB;

-- AlterTable
ALTER TABLE "version_table" ADD COLUMN     "suppression" JSONB,
ADD COLUMN     "treated" JSONB;

-- CreateTable
CREATE TABLE "column_class" (
    "entry_id" TEXT NOT NULL,
    "table_name" TEXT NOT NULL,
    "column" TEXT NOT NULL,
    "class" "IdentityClass" NOT NULL,
    "confirmed_by" TEXT,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "column_class_pkey" PRIMARY KEY ("entry_id","table_name","column")
);

-- CreateTable
CREATE TABLE "table_subject" (
    "entry_id" TEXT NOT NULL,
    "table_name" TEXT NOT NULL,
    "persons" BOOLEAN NOT NULL,
    "reason" TEXT,
    "columns" TEXT[],
    "confirmed_by" TEXT,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "table_subject_pkey" PRIMARY KEY ("entry_id","table_name")
);

-- CreateTable
CREATE TABLE "treatment_plan" (
    "id" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "table_name" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "suppression" JSONB,
    "sha256" VARCHAR(64) NOT NULL,
    "by_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "treatment_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "release_report" (
    "id" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "table_number" INTEGER NOT NULL,
    "plan_id" TEXT,
    "table_sha256" VARCHAR(64) NOT NULL,
    "release" TEXT NOT NULL,
    "demanded_k" INTEGER NOT NULL,
    "passed" BOOLEAN NOT NULL,
    "report" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "planned_by" TEXT,
    "outcome" TEXT,
    "opinion" TEXT,
    "checked_by" TEXT,
    "checked_at" TIMESTAMPTZ(3),
    "no" TEXT,
    "document_id" TEXT,

    CONSTRAINT "release_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset_key" (
    "entry_id" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dataset_key_pkey" PRIMARY KEY ("entry_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "treatment_plan_entry_id_table_name_number_key" ON "treatment_plan"("entry_id", "table_name", "number");

-- CreateIndex
CREATE UNIQUE INDEX "release_report_no_key" ON "release_report"("no");

-- CreateIndex
CREATE UNIQUE INDEX "release_report_document_id_key" ON "release_report"("document_id");

-- CreateIndex
CREATE INDEX "release_report_version_id_table_number_at_idx" ON "release_report"("version_id", "table_number", "at");

-- AddForeignKey
ALTER TABLE "column_class" ADD CONSTRAINT "column_class_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "table_subject" ADD CONSTRAINT "table_subject_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "treatment_plan" ADD CONSTRAINT "treatment_plan_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_report" ADD CONSTRAINT "release_report_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_report" ADD CONSTRAINT "release_report_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "treatment_plan"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_key" ADD CONSTRAINT "dataset_key_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Plans and keys are kept as they were; what stood in them when a table left can be looked up.
CREATE TRIGGER treatment_plan_append_only BEFORE UPDATE OR DELETE ON "treatment_plan" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER dataset_key_append_only BEFORE UPDATE OR DELETE ON "dataset_key" FOR EACH ROW EXECUTE FUNCTION refuse_change();

ALTER TABLE "treatment_plan" ADD CONSTRAINT treatment_plan_sane CHECK (number >= 1 AND jsonb_typeof(rules) = 'array');
ALTER TABLE "release_report" ADD CONSTRAINT release_report_sane CHECK (
  release IN ('open', 'conditional', 'secure') AND demanded_k >= 1
  AND (outcome IS NULL) = (checked_at IS NULL)
  AND (outcome IS NULL OR outcome IN ('signed', 'returned'))
  AND (outcome IS DISTINCT FROM 'signed' OR (passed AND no IS NOT NULL AND document_id IS NOT NULL))
  -- Whoever wrote the plan does not check it.
  AND (outcome IS NULL OR planned_by IS NULL OR checked_by IS DISTINCT FROM planned_by));

CREATE FUNCTION release_report_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.outcome IS NOT NULL
     OR (to_jsonb(OLD) - ARRAY['outcome', 'opinion', 'checked_by', 'checked_at', 'no', 'document_id'])
        IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['outcome', 'opinion', 'checked_by', 'checked_at', 'no', 'document_id']) THEN
    RAISE EXCEPTION 'append_only: % on release report % is refused', TG_OP, OLD.id USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER release_report_guard BEFORE UPDATE OR DELETE ON "release_report" FOR EACH ROW EXECUTE FUNCTION release_report_guard();
