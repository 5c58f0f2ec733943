-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "grant_sha256" VARCHAR(64),
ADD COLUMN     "handed_sha256" VARCHAR(64),
ADD COLUMN     "purpose" TEXT;

-- CreateTable
CREATE TABLE "quota_use" (
    "agreement_id" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "window" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "used" BIGINT NOT NULL,

    CONSTRAINT "quota_use_pkey" PRIMARY KEY ("agreement_id","measure","window","key")
);

-- CreateTable
CREATE TABLE "granted_file" (
    "table_sha256" VARCHAR(64) NOT NULL,
    "grant_sha256" VARCHAR(64) NOT NULL,
    "format" TEXT NOT NULL,
    "file_key" TEXT NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "bytes" BIGINT NOT NULL,
    "row_count" BIGINT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "granted_file_pkey" PRIMARY KEY ("table_sha256","grant_sha256","format")
);

-- AddForeignKey
ALTER TABLE "quota_use" ADD CONSTRAINT "quota_use_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
