-- CreateEnum
CREATE TYPE "SourceNoticeState" AS ENUM ('open', 'answered', 'lapsed');

-- AlterTable
ALTER TABLE "signature" ALTER COLUMN "person_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "citation_certificate" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "issuer_id" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "facts_sha256" VARCHAR(64) NOT NULL,
    "jws" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_at" TIMESTAMPTZ(3),
    "superseded_by" TEXT,

    CONSTRAINT "citation_certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source_notice" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "developer_id" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "agency_id" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "deliveries" TEXT[],
    "used_version" INTEGER NOT NULL,
    "new_version" INTEGER,
    "reason" TEXT NOT NULL,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "due_on" VARCHAR(10) NOT NULL,
    "state" "SourceNoticeState" NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "answer" TEXT,
    "words" TEXT,
    "successor_no" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "overdue_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "source_notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source_notice_step" (
    "id" TEXT NOT NULL,
    "notice_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "answer" TEXT,
    "words" TEXT,
    "successor_no" TEXT,
    "organization_id" TEXT,
    "person_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "source_notice_step_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "citation_certificate_no_key" ON "citation_certificate"("no");

-- CreateIndex
CREATE UNIQUE INDEX "citation_certificate_document_id_key" ON "citation_certificate"("document_id");

-- CreateIndex
CREATE INDEX "citation_certificate_product_id_idx" ON "citation_certificate"("product_id");

-- CreateIndex
CREATE UNIQUE INDEX "source_notice_no_key" ON "source_notice"("no");

-- CreateIndex
CREATE INDEX "source_notice_developer_id_state_idx" ON "source_notice"("developer_id", "state");

-- CreateIndex
CREATE INDEX "source_notice_entry_id_idx" ON "source_notice"("entry_id");

-- CreateIndex
CREATE INDEX "source_notice_agency_id_state_idx" ON "source_notice"("agency_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "source_notice_product_id_cause_key" ON "source_notice"("product_id", "cause");

-- CreateIndex
CREATE INDEX "source_notice_step_notice_id_at_idx" ON "source_notice_step"("notice_id", "at");

-- AddForeignKey
ALTER TABLE "source_notice_step" ADD CONSTRAINT "source_notice_step_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "source_notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A certificate is what somebody holds in hand: only its being superseded is written down, once.
CREATE FUNCTION citation_certificate_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'citation_kept: certificate % stays', OLD.no USING ERRCODE = '23514';
  END IF;
  IF OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL OR NEW.superseded_by IS NULL
    OR ROW(NEW.id, NEW.no, NEW.product_id, NEW.issuer_id, NEW.document_id, NEW.facts_sha256, NEW.jws, NEW.issued_at)
      IS DISTINCT FROM ROW(OLD.id, OLD.no, OLD.product_id, OLD.issuer_id, OLD.document_id, OLD.facts_sha256, OLD.jws, OLD.issued_at) THEN
    RAISE EXCEPTION 'citation_kept: certificate % is not edited', OLD.no USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER citation_certificate_kept BEFORE UPDATE OR DELETE ON citation_certificate
  FOR EACH ROW EXECUTE FUNCTION citation_certificate_is_kept();
CREATE UNIQUE INDEX citation_certificate_current ON citation_certificate (product_id) WHERE superseded_at IS NULL;

-- What was answered stays answered: a later answer is a later row.
CREATE FUNCTION market_step_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'step_kept: the record of % is appended only', TG_TABLE_NAME USING ERRCODE = '23514';
END $$;
CREATE TRIGGER source_notice_step_kept BEFORE UPDATE OR DELETE ON source_notice_step
  FOR EACH ROW EXECUTE FUNCTION market_step_is_kept();
ALTER TABLE source_notice ADD CONSTRAINT source_notice_answered CHECK ((state = 'answered') = (answer IS NOT NULL AND answered_at IS NOT NULL) OR state = 'lapsed');
