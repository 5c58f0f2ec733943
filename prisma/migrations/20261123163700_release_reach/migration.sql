-- AlterTable
ALTER TABLE "version" ADD COLUMN     "reach" TEXT;

-- AlterTable
ALTER TABLE "sharing_delivery" ADD COLUMN     "report_id" TEXT;

-- AlterTable
ALTER TABLE "targeted_delivery" ADD COLUMN     "report_id" TEXT;

-- CreateTable
CREATE TABLE "published_judgement" (
    "version_id" TEXT NOT NULL,
    "table_number" INTEGER NOT NULL,
    "table_sha256" VARCHAR(64) NOT NULL,
    "release" TEXT NOT NULL,
    "demanded_k" INTEGER NOT NULL,
    "rows" BIGINT NOT NULL,
    "smallest" BIGINT NOT NULL,
    "direct" TEXT[],
    "quasi" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "published_judgement_pkey" PRIMARY KEY ("version_id","table_number")
);

-- CreateIndex
CREATE INDEX "sharing_delivery_report_id_idx" ON "sharing_delivery"("report_id");

-- CreateIndex
CREATE INDEX "targeted_delivery_report_id_idx" ON "targeted_delivery"("report_id");

-- AddForeignKey
ALTER TABLE "published_judgement" ADD CONSTRAINT "published_judgement_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sharing_delivery" ADD CONSTRAINT "sharing_delivery_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "release_report"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "targeted_delivery" ADD CONSTRAINT "targeted_delivery_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "release_report"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- How far a version goes is said before it is opened.
CREATE OR REPLACE FUNCTION version_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'append_only: DELETE on version is refused' USING ERRCODE = '23001';
  END IF;
  IF (OLD.id, OLD.entry_id, OLD.number, OLD.file_name, OLD.source_key, OLD.source_bytes, OLD.source_sha256, OLD.created_at)
     IS DISTINCT FROM
     (NEW.id, NEW.entry_id, NEW.number, NEW.file_name, NEW.source_key, NEW.source_bytes, NEW.source_sha256, NEW.created_at)
     OR (OLD.state = 'published' AND (NEW.state, NEW.row_count, NEW.reach) IS DISTINCT FROM (OLD.state, OLD.row_count, OLD.reach)) THEN
    RAISE EXCEPTION 'append_only: version % cannot be changed', OLD.id USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
ALTER TABLE "version" ADD CONSTRAINT version_reach_known CHECK (reach IS NULL OR reach IN ('conditional', 'secure'));
ALTER TABLE "published_judgement" ADD CONSTRAINT published_judgement_sane CHECK (
  release IN ('open', 'conditional', 'secure') AND demanded_k >= 1 AND smallest >= 0 AND rows >= smallest);
