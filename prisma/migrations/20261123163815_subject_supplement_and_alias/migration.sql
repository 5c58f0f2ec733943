-- AlterEnum
ALTER TYPE "SubjectRequestState" ADD VALUE 'supplementing';

-- AlterTable
ALTER TABLE "subject_request" ADD COLUMN     "extension_days" INTEGER,
ADD COLUMN     "extension_sealed" TEXT,
ADD COLUMN     "notice_at" TIMESTAMPTZ(3),
ADD COLUMN     "notice_sealed" TEXT,
ADD COLUMN     "paused_days_left" INTEGER,
ADD COLUMN     "paused_on" VARCHAR(10),
ADD COLUMN     "supplied_sealed" TEXT;

-- CreateTable
CREATE TABLE "subject_alias" (
    "subject" VARCHAR(64) NOT NULL,
    "key_number" INTEGER NOT NULL,
    "root" VARCHAR(64) NOT NULL,

    CONSTRAINT "subject_alias_pkey" PRIMARY KEY ("subject")
);

-- CreateIndex
CREATE INDEX "subject_alias_root_idx" ON "subject_alias"("root");

-- What stands still keeps its day. Compared as text: a value added to an enum cannot be used in the transaction that adds it.
ALTER TABLE "subject_request" ADD CONSTRAINT "subject_request_paused" CHECK (state::text <> 'supplementing' OR (paused_on IS NOT NULL AND due_on IS NULL));
ALTER TABLE "subject_request" ADD CONSTRAINT "subject_request_extension" CHECK (extension_days IS NULL OR extension_days > 0);

-- What is on record already is known by its own pseudonym until its subject is met again.
INSERT INTO subject_alias (subject, key_number, root)
SELECT DISTINCT ON (subject) subject, key_number, subject FROM (
  SELECT subject, key_number FROM consent_event
  UNION ALL SELECT subject, key_number FROM collection_intake
  UNION ALL SELECT subject, key_number FROM service_case
  UNION ALL SELECT subject, key_number FROM subject_proof
) known
ORDER BY subject, key_number;

-- A key is destroyed only when every refusal under it is known by a key that is kept: else somebody who said no would be asked again.
CREATE FUNCTION subject_key_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.destroyed_at IS NULL AND NEW.destroyed_at IS NOT NULL AND EXISTS (
    SELECT 1 FROM consent_event e
    WHERE e.key_number = NEW.number AND e.kind IN ('refused', 'withdrawn') AND NOT EXISTS (
      SELECT 1 FROM subject_alias a
      JOIN subject_alias b ON b.root = a.root
      JOIN subject_key k ON k.number = b.key_number AND k.number <> NEW.number AND k.destroyed_at IS NULL
      WHERE a.subject = e.subject
    )
  ) THEN
    RAISE EXCEPTION 'refusals are known by key % alone', NEW.number;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER subject_key_kept BEFORE UPDATE ON subject_key FOR EACH ROW EXECUTE FUNCTION subject_key_kept();
