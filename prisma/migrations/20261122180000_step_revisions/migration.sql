-- Steps of one instant keep their order: each carries the revision it made. Steps written before this are numbered by time.
-- DropIndex
DROP INDEX "agreement_step_agreement_id_at_idx";

-- DropIndex
DROP INDEX "application_step_application_id_at_idx";

-- AlterTable
ALTER TABLE "agreement_step" ADD COLUMN "revision" INTEGER;
ALTER TABLE "application_step" ADD COLUMN "revision" INTEGER;

ALTER TABLE agreement_step DISABLE TRIGGER agreement_step_append_only;
UPDATE agreement_step s SET revision = o.n
FROM (SELECT id, row_number() OVER (PARTITION BY agreement_id ORDER BY at, id)::int AS n FROM agreement_step) o WHERE o.id = s.id;
ALTER TABLE agreement_step ENABLE TRIGGER agreement_step_append_only;
ALTER TABLE application_step DISABLE TRIGGER application_step_append_only;
UPDATE application_step s SET revision = o.n
FROM (SELECT id, row_number() OVER (PARTITION BY application_id ORDER BY at, id)::int AS n FROM application_step) o WHERE o.id = s.id;
ALTER TABLE application_step ENABLE TRIGGER application_step_append_only;

ALTER TABLE "agreement_step" ALTER COLUMN "revision" SET NOT NULL;
ALTER TABLE "application_step" ALTER COLUMN "revision" SET NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "agreement_step_agreement_id_revision_key" ON "agreement_step"("agreement_id", "revision");

-- CreateIndex
CREATE UNIQUE INDEX "application_step_application_id_revision_key" ON "application_step"("application_id", "revision");
