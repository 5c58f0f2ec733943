-- CreateTable
CREATE TABLE "log_export" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "from_day" VARCHAR(10) NOT NULL,
    "to_day" VARCHAR(10) NOT NULL,
    "rows" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "opinion" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "log_export_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "security_parameter_change" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "before" INTEGER NOT NULL,
    "value" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "document_no" TEXT NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "opinion" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "security_parameter_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "log_export_no_key" ON "log_export"("no");

-- CreateIndex
CREATE INDEX "log_export_organization_id_requested_at_idx" ON "log_export"("organization_id", "requested_at");

-- CreateIndex
CREATE INDEX "security_parameter_change_region_code_key_idx" ON "security_parameter_change"("region_code", "key");

-- Two people; what is decided stays, and nothing of it goes.
ALTER TABLE log_export ADD CONSTRAINT log_export_two_people
  CHECK ((decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL OR decision IN ('granted', 'declined'))
    AND (decided_by IS NULL OR decided_by <> requested_by) AND rows >= 0);
ALTER TABLE security_parameter_change ADD CONSTRAINT security_parameter_change_two_people
  CHECK ((decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL OR decision IN ('granted', 'declined'))
    AND (decided_by IS NULL OR decided_by <> proposed_by));
CREATE TRIGGER log_export_kept BEFORE DELETE ON log_export FOR EACH ROW EXECUTE FUNCTION decided_stays();
CREATE TRIGGER log_export_decided BEFORE UPDATE ON log_export FOR EACH ROW WHEN (OLD.decision IS NOT NULL) EXECUTE FUNCTION decided_stays();
CREATE TRIGGER security_parameter_change_kept BEFORE DELETE ON security_parameter_change FOR EACH ROW EXECUTE FUNCTION decided_stays();
CREATE TRIGGER security_parameter_change_decided BEFORE UPDATE ON security_parameter_change FOR EACH ROW WHEN (OLD.decision IS NOT NULL) EXECUTE FUNCTION decided_stays();
