-- CreateEnum
CREATE TYPE "HarvestSourceState" AS ENUM ('active', 'paused', 'ended');

-- CreateEnum
CREATE TYPE "SubscriptionState" AS ENUM ('pending', 'active', 'paused', 'ended');

-- AlterTable
ALTER TABLE "privacy_finding" DROP CONSTRAINT "privacy_finding_pkey",
ADD COLUMN     "table_number" INTEGER NOT NULL DEFAULT 1,
ADD CONSTRAINT "privacy_finding_pkey" PRIMARY KEY ("version_id", "table_number", "column", "kind");

-- AlterTable
ALTER TABLE "treatment" DROP CONSTRAINT "treatment_pkey",
ADD COLUMN     "table_number" INTEGER NOT NULL DEFAULT 1,
ADD CONSTRAINT "treatment_pkey" PRIMARY KEY ("version_id", "table_number", "column");

-- AlterTable
ALTER TABLE "version" ADD COLUMN     "drift" JSONB,
ADD COLUMN     "drift_accepted_at" TIMESTAMPTZ(3),
ADD COLUMN     "drift_accepted_by" TEXT;

-- AlterTable
ALTER TABLE "version_column" DROP CONSTRAINT "version_column_pkey",
ADD COLUMN     "table_number" INTEGER NOT NULL DEFAULT 1,
ADD CONSTRAINT "version_column_pkey" PRIMARY KEY ("version_id", "table_number", "position");

-- CreateTable
CREATE TABLE "version_table" (
    "version_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "origin" TEXT,
    "format" TEXT NOT NULL,
    "encoding" TEXT,
    "delimiter" TEXT,
    "row_count" BIGINT,
    "raw_key" TEXT,
    "raw_sha256" VARCHAR(64),
    "table_key" TEXT,
    "table_sha256" VARCHAR(64),
    "table_bytes" BIGINT,
    "geo" JSONB,

    CONSTRAINT "version_table_pkey" PRIMARY KEY ("version_id","number")
);

-- CreateTable
CREATE TABLE "version_file" (
    "version_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,

    CONSTRAINT "version_file_pkey" PRIMARY KEY ("version_id","number")
);

-- CreateTable
CREATE TABLE "dictionary_column" (
    "entry_id" TEXT NOT NULL,
    "table_name" TEXT NOT NULL,
    "column" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "label_en" TEXT,
    "description" TEXT,
    "type" TEXT NOT NULL,
    "unit" TEXT,
    "codes" JSONB,
    "sensitivity" TEXT NOT NULL,
    "rules" JSONB NOT NULL DEFAULT '[]',
    "confirmed_by" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "dictionary_column_pkey" PRIMARY KEY ("entry_id","table_name","column")
);

-- CreateTable
CREATE TABLE "quality_report" (
    "version_id" TEXT NOT NULL,
    "table_number" INTEGER NOT NULL,
    "report" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quality_report_pkey" PRIMARY KEY ("version_id","table_number")
);

-- CreateTable
CREATE TABLE "upload_session" (
    "id" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "note" TEXT,
    "version_id" TEXT,
    "fault" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "upload_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "version_number" INTEGER,
    "table_number" INTEGER NOT NULL DEFAULT 1,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "hash" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "query_citation" (
    "id" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "table_number" INTEGER NOT NULL DEFAULT 1,
    "query" JSONB NOT NULL,
    "query_hash" VARCHAR(64) NOT NULL,
    "row_count" BIGINT NOT NULL,
    "result_sha256" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "query_citation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "harvest_source" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "kind" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "schedule" TEXT NOT NULL,
    "state" "HarvestSourceState" NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "cursor" JSONB,
    "created_by" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "next_run_at" TIMESTAMPTZ(3),

    CONSTRAINT "harvest_source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "harvest_run" (
    "id" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "full" BOOLEAN NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "seen" INTEGER NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "removed" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "failures" JSONB NOT NULL DEFAULT '[]',
    "fault" JSONB,

    CONSTRAINT "harvest_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "harvested_record" (
    "id" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "content_hash" VARCHAR(64) NOT NULL,
    "origin_url" TEXT NOT NULL,
    "theme" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "provider_name" TEXT NOT NULL,
    "origin_modified" TIMESTAMPTZ(3),
    "duplicate_of" TEXT,
    "last_run_id" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "harvested_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_token" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "prefix" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "search_synonym" (
    "id" TEXT NOT NULL,
    "words" TEXT[],
    "note" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_by" TEXT,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "search_synonym_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "search_miss" (
    "day" VARCHAR(10) NOT NULL,
    "text" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "search_miss_pkey" PRIMARY KEY ("day","text")
);

-- CreateTable
CREATE TABLE "change_event" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "entry_id" TEXT,
    "version_number" INTEGER,
    "summary" JSONB NOT NULL,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "theme" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "change_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription" (
    "id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "target_value" TEXT NOT NULL,
    "state" "SubscriptionState" NOT NULL,
    "email_sealed" TEXT,
    "email_hash" VARCHAR(64),
    "frequency" TEXT NOT NULL,
    "locale" VARCHAR(2) NOT NULL,
    "person_id" TEXT,
    "organization_id" TEXT,
    "url" TEXT,
    "secret_sealed" TEXT,
    "token_hash" VARCHAR(64),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "served_until" TIMESTAMPTZ(3),

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription_message" (
    "id" TEXT NOT NULL,
    "subscription_id" TEXT NOT NULL,
    "event_ids" TEXT[],
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_status" INTEGER,
    "last_fault" TEXT,
    "log" JSONB NOT NULL DEFAULT '[]',
    "replay_of" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "subscription_message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "version_table_version_id_name_key" ON "version_table"("version_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "version_file_version_id_path_key" ON "version_file"("version_id", "path");

-- CreateIndex
CREATE INDEX "upload_session_entry_id_person_id_idx" ON "upload_session"("entry_id", "person_id");

-- CreateIndex
CREATE INDEX "upload_session_expires_at_idx" ON "upload_session"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_hash_key" ON "saved_view"("hash");

-- CreateIndex
CREATE INDEX "saved_view_entry_id_idx" ON "saved_view"("entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "query_citation_version_id_table_number_query_hash_key" ON "query_citation"("version_id", "table_number", "query_hash");

-- CreateIndex
CREATE UNIQUE INDEX "harvest_source_url_key" ON "harvest_source"("url");

-- CreateIndex
CREATE INDEX "harvest_source_state_next_run_at_idx" ON "harvest_source"("state", "next_run_at");

-- CreateIndex
CREATE INDEX "harvest_run_source_id_started_at_idx" ON "harvest_run"("source_id", "started_at");

-- CreateIndex
CREATE INDEX "harvested_record_changed_at_idx" ON "harvested_record"("changed_at");

-- CreateIndex
CREATE UNIQUE INDEX "harvested_record_source_id_identifier_key" ON "harvested_record"("source_id", "identifier");

-- CreateIndex
CREATE UNIQUE INDEX "access_token_token_hash_key" ON "access_token"("token_hash");

-- CreateIndex
CREATE INDEX "access_token_person_id_idx" ON "access_token"("person_id");

-- CreateIndex
CREATE INDEX "access_token_organization_id_idx" ON "access_token"("organization_id");

-- CreateIndex
CREATE INDEX "change_event_at_idx" ON "change_event"("at");

-- CreateIndex
CREATE INDEX "change_event_entry_id_at_idx" ON "change_event"("entry_id", "at");

-- CreateIndex
CREATE INDEX "change_event_provider_id_at_idx" ON "change_event"("provider_id", "at");

-- CreateIndex
CREATE INDEX "change_event_theme_at_idx" ON "change_event"("theme", "at");

-- CreateIndex
CREATE UNIQUE INDEX "subscription_token_hash_key" ON "subscription"("token_hash");

-- CreateIndex
CREATE INDEX "subscription_state_channel_idx" ON "subscription"("state", "channel");

-- CreateIndex
CREATE INDEX "subscription_organization_id_idx" ON "subscription"("organization_id");

-- CreateIndex
CREATE INDEX "subscription_target_target_value_idx" ON "subscription"("target", "target_value");

-- CreateIndex
CREATE INDEX "subscription_message_subscription_id_created_at_idx" ON "subscription_message"("subscription_id", "created_at");

-- AddForeignKey
ALTER TABLE "version_table" ADD CONSTRAINT "version_table_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_file" ADD CONSTRAINT "version_file_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dictionary_column" ADD CONSTRAINT "dictionary_column_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quality_report" ADD CONSTRAINT "quality_report_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload_session" ADD CONSTRAINT "upload_session_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "query_citation" ADD CONSTRAINT "query_citation_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "harvest_run" ADD CONSTRAINT "harvest_run_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "harvest_source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "harvested_record" ADD CONSTRAINT "harvested_record_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "harvest_source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_token" ADD CONSTRAINT "access_token_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_token" ADD CONSTRAINT "access_token_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription_message" ADD CONSTRAINT "subscription_message_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
