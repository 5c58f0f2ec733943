-- CreateIndex
CREATE INDEX "release_report_plan_id_idx" ON "release_report"("plan_id");
