-- Written files are kept by copy from now on; what was kept before is written again when it is asked for, and its bytes are
-- swept (usage.sweep_granted).
DROP TABLE "granted_file";

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "copy_id" TEXT;

-- CreateTable
CREATE TABLE "marked_copy" (
    "id" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "table_number" INTEGER NOT NULL,
    "grant_sha256" VARCHAR(64) NOT NULL,
    "day" VARCHAR(10) NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "marked_copy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "granted_file" (
    "copy_id" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "file_key" TEXT NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "bytes" BIGINT NOT NULL,
    "row_count" BIGINT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "granted_file_pkey" PRIMARY KEY ("copy_id","format")
);

-- CreateIndex
CREATE INDEX "marked_copy_version_id_table_number_idx" ON "marked_copy"("version_id", "table_number");

-- CreateIndex
CREATE UNIQUE INDEX "marked_copy_agreement_id_version_id_table_number_grant_sha2_key" ON "marked_copy"("agreement_id", "version_id", "table_number", "grant_sha256", "day");

-- CreateIndex
CREATE INDEX "delivery_copy_id_idx" ON "delivery"("copy_id");

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_copy_id_fkey" FOREIGN KEY ("copy_id") REFERENCES "marked_copy"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "granted_file" ADD CONSTRAINT "granted_file_copy_id_fkey" FOREIGN KEY ("copy_id") REFERENCES "marked_copy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Without its copy a leaked file could not be traced.
CREATE TRIGGER marked_copy_append_only BEFORE UPDATE OR DELETE ON "marked_copy" FOR EACH ROW EXECUTE FUNCTION refuse_change();
