-- AlterEnum
ALTER TYPE "CircumstanceClueState" ADD VALUE 'referred';

-- AlterTable
ALTER TABLE "circumstance_clue" ADD COLUMN     "document_id" TEXT,
ADD COLUMN     "read_in" VARCHAR(6);
-- Until now a fact was looked into where it was read.
UPDATE "circumstance_clue" SET "read_in" = "region_code";
ALTER TABLE "circumstance_clue" ALTER COLUMN "read_in" SET NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "circumstance_clue_document_id_key" ON "circumstance_clue"("document_id");

-- CreateIndex
CREATE INDEX "circumstance_clue_read_in_rule_idx" ON "circumstance_clue"("read_in", "rule");

-- As text: a value of a type that is made in this transaction cannot be named in it.
ALTER TABLE circumstance_clue ADD CONSTRAINT circumstance_clue_referred CHECK ((state::text = 'referred') = (document_id IS NOT NULL));
