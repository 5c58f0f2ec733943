-- DropForeignKey
ALTER TABLE "search_document" DROP CONSTRAINT "search_document_entry_id_fkey";

-- AlterTable: what is indexed so far are entries; the rebuild of the index fills in what only it can know.
ALTER TABLE "search_document" DROP CONSTRAINT "search_document_pkey",
ADD COLUMN     "columns" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "id" TEXT,
ADD COLUMN     "initials" TEXT,
ADD COLUMN     "kind" TEXT,
ADD COLUMN     "provider_name" TEXT,
ADD COLUMN     "quality" INTEGER,
ADD COLUMN     "record_id" TEXT,
ADD COLUMN     "source_id" TEXT,
ADD COLUMN     "source_name" TEXT,
ADD COLUMN     "spelling" TEXT,
ALTER COLUMN "entry_id" DROP NOT NULL;

UPDATE "search_document" d SET "id" = d."entry_id", "kind" = 'entry', "source_id" = 'own', "source_name" = '',
  "provider_name" = o."name", "spelling" = left(split_part(d."pinyin", ' ', 1), 200), "initials" = left(split_part(d."pinyin", ' ', 2), 200)
FROM "organization" o WHERE o."id" = d."provider_id";

ALTER TABLE "search_document" ALTER COLUMN "id" SET NOT NULL,
ALTER COLUMN "initials" SET NOT NULL,
ALTER COLUMN "kind" SET NOT NULL,
ALTER COLUMN "provider_name" SET NOT NULL,
ALTER COLUMN "source_id" SET NOT NULL,
ALTER COLUMN "source_name" SET NOT NULL,
ALTER COLUMN "spelling" SET NOT NULL,
ADD CONSTRAINT "search_document_pkey" PRIMARY KEY ("id"),
ADD CONSTRAINT "search_document_of_one" CHECK (
  ("kind" = 'entry' AND "entry_id" = "id" AND "record_id" IS NULL) OR
  ("kind" = 'harvested' AND "record_id" = "id" AND "entry_id" IS NULL)),
ADD CONSTRAINT "search_document_quality" CHECK ("quality" BETWEEN 0 AND 100);

-- CreateTable
CREATE TABLE "search_term" (
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "spelling" TEXT NOT NULL,
    "initials" TEXT NOT NULL,

    CONSTRAINT "search_term_pkey" PRIMARY KEY ("kind","text")
);

-- CreateIndex
CREATE INDEX "search_term_spelling_begin" ON "search_term"("spelling" text_pattern_ops);

-- CreateIndex
CREATE INDEX "search_term_initials_begin" ON "search_term"("initials" text_pattern_ops);

-- CreateIndex
CREATE INDEX "search_term_text_begin" ON "search_term"("text" text_pattern_ops);

-- CreateIndex
CREATE UNIQUE INDEX "search_document_entry_id_key" ON "search_document"("entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "search_document_record_id_key" ON "search_document"("record_id");

-- CreateIndex
CREATE INDEX "search_document_title_begin" ON "search_document"("title" text_pattern_ops);

-- CreateIndex
CREATE INDEX "search_document_spelling_begin" ON "search_document"("spelling" text_pattern_ops);

-- CreateIndex
CREATE INDEX "search_document_initials_begin" ON "search_document"("initials" text_pattern_ops);

-- CreateIndex
CREATE INDEX "search_document_downloads_idx" ON "search_document"("downloads");

-- AddForeignKey
ALTER TABLE "search_document" ADD CONSTRAINT "search_document_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "search_document" ADD CONSTRAINT "search_document_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "harvested_record"("id") ON DELETE CASCADE ON UPDATE CASCADE;
