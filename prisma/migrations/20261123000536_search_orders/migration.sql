-- CreateIndex
CREATE INDEX "search_document_by_quality" ON "search_document"("quality" DESC NULLS LAST, "updated_at" DESC, "id");

-- CreateIndex
CREATE INDEX "search_document_by_title" ON "search_document"("title" COLLATE "zh-Hans-CN-x-icu", "id");
