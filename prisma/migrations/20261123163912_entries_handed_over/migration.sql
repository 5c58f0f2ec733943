-- AlterTable
ALTER TABLE "signature" ADD COLUMN     "for_person_id" TEXT;

-- CreateTable
CREATE TABLE "entry_transfer" (
    "entry_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "from_id" TEXT NOT NULL,
    "to_id" TEXT NOT NULL,
    "document_no" TEXT NOT NULL,
    "effective_on" VARCHAR(10) NOT NULL,
    "case_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entry_transfer_pkey" PRIMARY KEY ("entry_id","number")
);

-- AddForeignKey
ALTER TABLE "entry_transfer" ADD CONSTRAINT "entry_transfer_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was handed over stays on record.
CREATE TRIGGER entry_transfer_append_only BEFORE UPDATE OR DELETE ON entry_transfer FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER entry_transfer_no_truncate BEFORE TRUNCATE ON entry_transfer FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A resource code is permanent and never reused; the provider changes only as the newest transfer of the entry says.
CREATE OR REPLACE FUNCTION entry_code_is_permanent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.code, OLD.region_code) IS DISTINCT FROM (NEW.code, NEW.region_code) THEN
    RAISE EXCEPTION 'append_only: the code and region of entry % are permanent', OLD.code USING ERRCODE = '23001';
  END IF;
  IF OLD.provider_id <> NEW.provider_id AND NOT EXISTS (
    SELECT 1 FROM entry_transfer t WHERE t.entry_id = NEW.id AND t.from_id = OLD.provider_id AND t.to_id = NEW.provider_id
      AND t.number = (SELECT max(n.number) FROM entry_transfer n WHERE n.entry_id = NEW.id)) THEN
    RAISE EXCEPTION 'append_only: entry % goes to another provider by a document only', OLD.code USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
