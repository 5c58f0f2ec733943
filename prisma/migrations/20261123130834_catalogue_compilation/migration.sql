-- CreateEnum
CREATE TYPE "RequirementState" AS ENUM ('draft', 'checking', 'checked', 'published', 'dropped');

-- CreateEnum
CREATE TYPE "ImportState" AS ENUM ('previewed', 'applied', 'dropped');

-- CreateEnum
CREATE TYPE "TriggerState" AS ENUM ('open', 'done', 'dropped');

-- AlterTable
ALTER TABLE "entry" ADD COLUMN     "checked_against" INTEGER;

-- CreateTable
CREATE TABLE "compilation_requirement" (
    "id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "state" "RequirementState" NOT NULL,
    "title" TEXT NOT NULL,
    "title_en" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "revision" INTEGER NOT NULL,
    "based_on" INTEGER NOT NULL,
    "drafted_by" TEXT NOT NULL,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL,
    "checked_by" TEXT,
    "check_words" TEXT,
    "checked_at" TIMESTAMPTZ(3),
    "document_no" TEXT,
    "effective_on" VARCHAR(10),
    "published_by" TEXT,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "compilation_requirement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entry_step" (
    "id" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "checked_against" INTEGER,
    "by_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entry_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "compilation_import" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_key" TEXT,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "state" "ImportState" NOT NULL,
    "requirement" INTEGER NOT NULL,
    "total" INTEGER NOT NULL,
    "fresh" INTEGER NOT NULL,
    "changed" INTEGER NOT NULL,
    "unchanged" INTEGER NOT NULL,
    "faulty" INTEGER NOT NULL,
    "uploaded_by" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "applied_by" TEXT,
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "compilation_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "compilation_import_row" (
    "import_id" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "code" TEXT,
    "classification_code" TEXT,
    "entry_id" TEXT,
    "revision" INTEGER,
    "content" JSONB,
    "faults" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "compilation_import_row_pkey" PRIMARY KEY ("import_id","row")
);

-- CreateTable
CREATE TABLE "catalogue_trigger" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "kind" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "document_no" TEXT NOT NULL,
    "changed_on" VARCHAR(10) NOT NULL,
    "words" TEXT NOT NULL,
    "state" "TriggerState" NOT NULL,
    "due_on" VARCHAR(10) NOT NULL,
    "revision" INTEGER NOT NULL,
    "extension_reason" TEXT,
    "extension_by" TEXT,
    "extension_at" TIMESTAMPTZ(3),
    "extension_answer" TEXT,
    "extension_words" TEXT,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "recorded_by" TEXT NOT NULL,
    "recorded_for" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_words" TEXT,

    CONSTRAINT "catalogue_trigger_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "catalogue_trigger_entry" (
    "trigger_id" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "unchanged" TEXT,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "catalogue_trigger_entry_pkey" PRIMARY KEY ("trigger_id","entry_id")
);

-- CreateTable
CREATE TABLE "secrecy_stub" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_by" TEXT,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "secrecy_stub_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "compilation_requirement_number_key" ON "compilation_requirement"("number");

-- CreateIndex
CREATE UNIQUE INDEX "compilation_requirement_document_no_key" ON "compilation_requirement"("document_no");

-- CreateIndex
CREATE INDEX "compilation_requirement_state_effective_on_idx" ON "compilation_requirement"("state", "effective_on");

-- CreateIndex
CREATE INDEX "entry_step_entry_id_at_idx" ON "entry_step"("entry_id", "at");

-- CreateIndex
CREATE INDEX "compilation_import_organization_id_uploaded_at_idx" ON "compilation_import"("organization_id", "uploaded_at");

-- CreateIndex
CREATE INDEX "compilation_import_uploaded_at_idx" ON "compilation_import"("uploaded_at");

-- CreateIndex
CREATE UNIQUE INDEX "catalogue_trigger_no_key" ON "catalogue_trigger"("no");

-- CreateIndex
CREATE INDEX "catalogue_trigger_organization_id_state_idx" ON "catalogue_trigger"("organization_id", "state");

-- CreateIndex
CREATE INDEX "catalogue_trigger_region_code_state_idx" ON "catalogue_trigger"("region_code", "state");

-- CreateIndex
CREATE INDEX "catalogue_trigger_entry_entry_id_idx" ON "catalogue_trigger_entry"("entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "secrecy_stub_no_key" ON "secrecy_stub"("no");

-- CreateIndex
CREATE INDEX "secrecy_stub_organization_id_closed_at_idx" ON "secrecy_stub"("organization_id", "closed_at");

-- AddForeignKey
ALTER TABLE "entry_step" ADD CONSTRAINT "entry_step_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "compilation_import_row" ADD CONSTRAINT "compilation_import_row_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "compilation_import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalogue_trigger_entry" ADD CONSTRAINT "catalogue_trigger_entry_trigger_id_fkey" FOREIGN KEY ("trigger_id") REFERENCES "catalogue_trigger"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalogue_trigger_entry" ADD CONSTRAINT "catalogue_trigger_entry_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was handed in or taken back stays as it was written.
CREATE TRIGGER entry_step_append_only BEFORE UPDATE OR DELETE ON entry_step FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Published requirements are the measure that entries were checked against: they do not change and do not go.
CREATE FUNCTION published_requirement_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'published' THEN
    RAISE EXCEPTION 'append_only: requirements % are published', OLD.number USING ERRCODE = '23001';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER compilation_requirement_stands BEFORE UPDATE OR DELETE ON compilation_requirement
  FOR EACH ROW EXECUTE FUNCTION published_requirement_stands();
ALTER TABLE compilation_requirement ADD CONSTRAINT requirement_published CHECK (
  state <> 'published' OR (document_no IS NOT NULL AND effective_on IS NOT NULL AND checked_by IS NOT NULL AND checked_by <> drafted_by));
ALTER TABLE catalogue_trigger ADD CONSTRAINT trigger_extension CHECK (
  extension_answer IS NULL OR (extension_at IS NOT NULL AND answered_by IS NOT NULL));
