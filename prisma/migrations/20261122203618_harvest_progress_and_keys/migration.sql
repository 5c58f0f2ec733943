-- AlterTable
ALTER TABLE "harvest_run" ADD COLUMN     "position" JSONB,
ADD COLUMN     "touched_at" TIMESTAMPTZ(3) NOT NULL;

-- AlterTable
ALTER TABLE "harvested_record" ADD COLUMN     "keys" TEXT[];

-- CreateIndex
CREATE INDEX "harvested_record_keys_idx" ON "harvested_record" USING GIN ("keys");

-- CreateIndex
CREATE INDEX "harvested_record_duplicate_of_idx" ON "harvested_record"("duplicate_of");
