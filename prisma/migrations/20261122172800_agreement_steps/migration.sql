-- CreateTable
CREATE TABLE "agreement_step" (
    "id" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "from_state" TEXT NOT NULL,
    "to_state" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "words" TEXT,
    "person_id" TEXT,
    "organization_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreement_step_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "agreement_step_agreement_id_at_idx" ON "agreement_step"("agreement_id", "at");

-- AddForeignKey
ALTER TABLE "agreement_step" ADD CONSTRAINT "agreement_step_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The record is appended, never edited.
CREATE TRIGGER agreement_step_append_only BEFORE UPDATE OR DELETE ON agreement_step FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER agreement_step_no_truncate BEFORE TRUNCATE ON agreement_step FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
