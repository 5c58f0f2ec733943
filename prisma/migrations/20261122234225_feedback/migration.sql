-- CreateEnum
CREATE TYPE "DataRequestState" AS ENUM ('filed', 'assigned', 'promised', 'opened', 'partly', 'refused', 'not_held', 'returned', 'merged', 'withdrawn');

-- CreateEnum
CREATE TYPE "CorrectionState" AS ENUM ('filed', 'accepted', 'corrected', 'no_error');

-- CreateTable
CREATE TABLE "data_request" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "state" "DataRequestState" NOT NULL,
    "title" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "columns" TEXT,
    "period" TEXT,
    "place" TEXT,
    "theme" TEXT NOT NULL,
    "urgency" TEXT NOT NULL,
    "query" TEXT,
    "region_code" VARCHAR(6) NOT NULL,
    "wished_agency_id" TEXT,
    "author_id" TEXT NOT NULL,
    "author_organization_id" TEXT,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "triage_due_on" VARCHAR(10) NOT NULL,
    "sorted_at" TIMESTAMPTZ(3),
    "agency_id" TEXT,
    "assigned_at" TIMESTAMPTZ(3),
    "answer_due_on" VARCHAR(10),
    "extended_at" TIMESTAMPTZ(3),
    "extension_reason" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "answer" TEXT,
    "legal_basis" TEXT,
    "remedy" TEXT,
    "holder" TEXT,
    "promised_on" VARCHAR(10),
    "fulfilled_at" TIMESTAMPTZ(3),
    "entry_id" TEXT,
    "merged_into_id" TEXT,
    "returned_reason" TEXT,
    "hidden_at" TIMESTAMPTZ(3),
    "votes" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "data_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_event" (
    "id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "organization_id" TEXT,
    "text" TEXT,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_vote" (
    "request_id" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_vote_pkey" PRIMARY KEY ("request_id","participant_id")
);

-- CreateTable
CREATE TABLE "correction" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "state" "CorrectionState" NOT NULL,
    "entry_id" TEXT NOT NULL,
    "agency_id" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "version" INTEGER,
    "table" TEXT,
    "column" TEXT,
    "row" TEXT,
    "field" TEXT,
    "wrong" TEXT NOT NULL,
    "right" TEXT NOT NULL,
    "evidence" TEXT,
    "evidence_url" TEXT,
    "author_id" TEXT NOT NULL,
    "author_organization_id" TEXT,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "due_on" VARCHAR(10) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "answer" TEXT,
    "fixed_version" INTEGER,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "correction_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "data_request_no_key" ON "data_request"("no");

-- CreateIndex
CREATE INDEX "data_request_state_region_code_idx" ON "data_request"("state", "region_code");

-- CreateIndex
CREATE INDEX "data_request_agency_id_state_idx" ON "data_request"("agency_id", "state");

-- CreateIndex
CREATE INDEX "data_request_entry_id_idx" ON "data_request"("entry_id");

-- CreateIndex
CREATE INDEX "data_request_author_id_idx" ON "data_request"("author_id");

-- CreateIndex
CREATE INDEX "data_request_votes_idx" ON "data_request"("votes");

-- CreateIndex
CREATE INDEX "data_request_filed_at_idx" ON "data_request"("filed_at");

-- CreateIndex
CREATE INDEX "request_event_request_id_at_idx" ON "request_event"("request_id", "at");

-- CreateIndex
CREATE INDEX "request_vote_participant_id_idx" ON "request_vote"("participant_id");

-- CreateIndex
CREATE UNIQUE INDEX "correction_no_key" ON "correction"("no");

-- CreateIndex
CREATE INDEX "correction_entry_id_filed_at_idx" ON "correction"("entry_id", "filed_at");

-- CreateIndex
CREATE INDEX "correction_agency_id_state_idx" ON "correction"("agency_id", "state");

-- CreateIndex
CREATE INDEX "correction_author_id_idx" ON "correction"("author_id");

-- AddForeignKey
ALTER TABLE "request_event" ADD CONSTRAINT "request_event_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "data_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_vote" ADD CONSTRAINT "request_vote_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "data_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Steps are appended; what was said to whoever asked is never rewritten.
CREATE TRIGGER request_event_append_only BEFORE UPDATE OR DELETE ON request_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
