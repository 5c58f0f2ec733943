-- DropIndex
DROP INDEX "harvested_record_keys_idx";

-- AlterTable
ALTER TABLE "harvested_record" DROP COLUMN "keys";

-- CreateTable
CREATE TABLE "harvested_key" (
    "key" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,

    CONSTRAINT "harvested_key_pkey" PRIMARY KEY ("key","record_id")
);

-- CreateIndex
CREATE INDEX "harvested_key_record_id_idx" ON "harvested_key"("record_id");

-- AddForeignKey
ALTER TABLE "harvested_key" ADD CONSTRAINT "harvested_key_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "harvested_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
