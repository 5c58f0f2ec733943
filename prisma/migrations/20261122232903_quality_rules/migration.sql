-- AlterTable
ALTER TABLE "quality_report" DROP CONSTRAINT "quality_report_pkey",
ADD COLUMN     "blocking" TEXT[],
ADD COLUMN     "failed" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "failing_since" TIMESTAMPTZ(3),
ADD COLUMN     "rules_revision" INTEGER NOT NULL DEFAULT 1,
ADD CONSTRAINT "quality_report_pkey" PRIMARY KEY ("version_id", "table_number", "at");

-- AlterTable
ALTER TABLE "version" ADD COLUMN     "drift_reason" TEXT;

-- CreateTable
CREATE TABLE "dictionary" (
    "entry_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "rules_revision" INTEGER NOT NULL DEFAULT 1,
    "table_rules" JSONB NOT NULL DEFAULT '{}',
    "changed_by" TEXT,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dictionary_pkey" PRIMARY KEY ("entry_id")
);

-- AddForeignKey
ALTER TABLE "dictionary" ADD CONSTRAINT "dictionary_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
